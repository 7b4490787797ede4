"""What every ``Store`` promises."""

from pathlib import Path

import pytest

from redactor.errors import OutputError
from redactor.ports import Store
from redactor.store.local import LocalStore

BAD_IDS = ["", "..", "a/b", "a\\b", ".hidden", "a\x00b", "a\nb", "a~1", "x" * 300]


def made(folder: Path, **contents: str) -> list[Path]:
    """New files of these contents, ``name.pdf`` each."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, text in contents.items():
        path = folder / f"{name}.pdf"
        path.write_text(text)
        paths.append(path)
    return paths


def contents(folder: Path) -> dict[str, bytes]:
    """Name → content of the files of a folder; nothing where there is none."""
    return {p.name: p.read_bytes() for p in folder.iterdir()} if folder.is_dir() else {}


class StoreContract:
    def store(self, tmp_path: Path) -> Store:
        raise NotImplementedError

    def released(self, store: Store, applicant_id: str) -> dict[str, bytes]:
        """Name → content of what is released."""
        raise NotImplementedError

    def held(self, store: Store, applicant_id: str) -> dict[str, bytes]:
        """Name → content of what is held now."""
        raise NotImplementedError

    def kept(self, store: Store, applicant_id: str) -> list[bytes]:
        """Contents of everything that was withdrawn."""
        raise NotImplementedError

    def files(self, tmp_path: Path, **contents: str) -> list[Path]:
        return made(tmp_path / "made", **contents)

    def test_published_files_are_released_and_gone_from_where_they_were(self, tmp_path):
        store = self.store(tmp_path)
        files = self.files(tmp_path, b="two", a="one")
        paths = store.publish("7", files)
        assert paths == ("release/7/b.pdf", "release/7/a.pdf")
        assert self.released(store, "7") == {"a.pdf": b"one", "b.pdf": b"two"}
        assert not any(file.exists() for file in files)

    def test_publishing_again_keeps_the_older_files_out_of_the_release(self, tmp_path):
        store = self.store(tmp_path)
        store.publish("7", self.files(tmp_path, a="old", b="old b"))
        store.publish("7", self.files(tmp_path, a="new"))
        assert self.released(store, "7") == {"a.pdf": b"new"}
        assert sorted(self.kept(store, "7")) == [b"old", b"old b"]

    def test_nothing_is_ever_written_over(self, tmp_path):
        store = self.store(tmp_path)
        for text in ("1", "2", "3"):
            store.publish("7", self.files(tmp_path, a=text))
        for text in ("4", "5"):
            store.hold("7", self.files(tmp_path, a=text))
        assert sorted(self.kept(store, "7")) == [b"1", b"2", b"3", b"4"]
        assert self.held(store, "7") == {"a.pdf": b"5"}

    def test_held_files_are_not_released_and_nothing_else_stays_released(self, tmp_path):
        store = self.store(tmp_path)
        store.publish("7", self.files(tmp_path, a="old"))
        paths = store.hold("7", self.files(tmp_path, a="proposal"))
        assert paths == ("private/held/7/a.pdf",)
        assert self.released(store, "7") == {}
        assert self.held(store, "7") == {"a.pdf": b"proposal"}

    def test_publishing_ends_the_hold(self, tmp_path):
        store = self.store(tmp_path)
        store.hold("7", self.files(tmp_path, a="proposal"))
        store.publish("7", self.files(tmp_path, a="final"))
        assert self.held(store, "7") == {}
        assert self.released(store, "7") == {"a.pdf": b"final"}

    def test_withdrawn_files_are_kept(self, tmp_path):
        store = self.store(tmp_path)
        store.publish("7", self.files(tmp_path, a="one"))
        store.withdraw("7")
        assert self.released(store, "7") == {}
        assert self.kept(store, "7") == [b"one"]

    def test_withdrawing_nothing_is_no_error(self, tmp_path):
        store = self.store(tmp_path)
        store.withdraw("7")
        assert self.kept(store, "7") == []

    def test_withdrawing_touches_no_other_applicant(self, tmp_path):
        store = self.store(tmp_path)
        for applicant_id in ("7", "7.1", "77"):
            store.publish(applicant_id, self.files(tmp_path, a=applicant_id))
        store.withdraw("7")
        assert self.released(store, "7.1") == {"a.pdf": b"7.1"}
        assert self.released(store, "77") == {"a.pdf": b"77"}

    def test_nothing_cannot_be_released(self, tmp_path):
        with pytest.raises(OutputError):
            self.store(tmp_path).publish("7", [])

    def test_holding_without_files_withdraws(self, tmp_path):
        store = self.store(tmp_path)
        store.publish("7", self.files(tmp_path, a="one"))
        assert store.hold("7", []) == ()
        assert self.released(store, "7") == {}

    def test_two_files_of_one_name_are_refused(self, tmp_path):
        store = self.store(tmp_path)
        (first,) = self.files(tmp_path, a="one")
        (tmp_path / "other").mkdir()
        second = tmp_path / "other" / "a.pdf"
        second.write_text("two")
        with pytest.raises(OutputError):
            store.publish("7", [first, second])
        assert self.released(store, "7") == {}

    def test_a_missing_file_releases_nothing_and_is_not_named(self, tmp_path):
        store = self.store(tmp_path)
        files = [*self.files(tmp_path, a="one"), tmp_path / "王伟.pdf"]
        with pytest.raises(OutputError) as caught:
            store.publish("7", files)
        assert "王伟" not in str(caught.value)
        assert self.released(store, "7") == {}
        assert files[0].read_text() == "one"

    @pytest.mark.parametrize("applicant_id", BAD_IDS)
    def test_unsafe_numbers_are_refused(self, tmp_path, applicant_id):
        store = self.store(tmp_path)
        for act in (store.publish, store.hold):
            with pytest.raises(OutputError):
                act(applicant_id, self.files(tmp_path, a="one"))
        with pytest.raises(OutputError):
            store.withdraw(applicant_id)


class FolderContract(StoreContract):
    """The same for an output folder, whose parts lie side by side."""

    def released(self, store: LocalStore, applicant_id: str) -> dict[str, bytes]:
        return contents(store.release / applicant_id)

    def held(self, store: LocalStore, applicant_id: str) -> dict[str, bytes]:
        return contents(store.held / applicant_id)

    def kept(self, store: LocalStore, applicant_id: str) -> list[bytes]:
        attics = store.held.glob(f"{applicant_id}~*")
        return [path.read_bytes() for attic in attics for path in attic.rglob("*.pdf")]
