"""``redactor sample`` from the terminal."""

from redactor.sampling.book import SampleBook
from redactor.sampling.draw import Wanted
from redactor.sampling.records import Complaint, Flaw
from tests.sampling.released import SECRET, make_released


def test_a_sample_is_drawn_and_listed(run, tmp_path):
    out = make_released(tmp_path)
    said = run("sample", out, "--aql", "1.0", "--risk", "0")
    assert said.code == 0 and "6 份已放行文件中抽 6 份" in said.out and "字码 E" in said.out
    assert SECRET not in said.text
    assert len(SampleBook(out).all()) == 1
    assert "已评定 0 / 6 份" in run("sample", out, "--list").out
    again = [run("sample", out, "--plan", "random", "--size", "2", "--seed", "5") for _ in range(2)]
    drawn = [[line for line in said.out.splitlines() if "T-" in line] for said in again]
    assert drawn[0] == drawn[1] and len(drawn[0]) == 6


def test_nothing_to_draw_from(run, tmp_path, office):
    assert run("sample", tmp_path).code == 6
    office.batch()
    for folder in office.out.joinpath("public").glob("T-*.json"):
        folder.unlink()
    said = run("sample", office.out)
    assert said.code == 6 and "还没有放行的文件" in said.err


def test_what_a_reviewer_complained_about_is_not_handed_on(run, tmp_path):
    out = make_released(tmp_path)
    book = SampleBook(out)
    sample = book.draw(Wanted(risk=0))
    for index in range(len(sample.units)):
        book.judge(sample.sample_id, index, "r", good=True)
    bad = sample.units[0].applicant_id
    complaint = Complaint(Flaw.LEAK, 1, (0.1, 0.1, 0.3, 0.2), "name")
    book.complain(sample.sample_id, 0, "r", complaint)
    book.sign(sample.sample_id, "r")
    said = run("export", out, "--to", tmp_path / "to")
    assert said.code == 10 and bad in said.err and "没有接收" in said.err
    handed = {p.name for p in (tmp_path / "to/release").iterdir()}
    assert handed == {"T-1", "T-2", "T-3"} - {bad}
    assert not (tmp_path / "to/public" / f"{bad}.json").exists()
