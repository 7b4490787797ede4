"""Train the name model on made-up lines and write it to ``models/spacy_names``.

Run with the project's own Python, from the project's folder, one thread, about six minutes:

    python -m models.train_names
    python -m models.train_names --from models/spacy_names --lines 80000 --seed 2

Two runs with the same seed see the same lines, but need not give the same bytes: put the lines
printed at the end into ``manifest.toml``, and the figures of ``python -m benchmarks.ner`` into
``README.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam

from models.made_text.lines import Line, Lines
from redactor.recognise.people import as_doc

WIDTH, ROWS, DEPTH = 96, 4000, 4
RATE = 0.001
SHARE_WITH_PEOPLE = 0.47
NER = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": WIDTH,
                "attrs": ["ORTH"],
                "rows": [ROWS],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "depth": DEPTH,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
}


def blank() -> Language:
    """The pipeline before training: a character a token, and a recogniser of people."""
    nlp = spacy.blank("zh")
    nlp.meta |= {
        "name": "names",
        "version": "1.0.0",
        "description": "Names of people in Chinese text, Mongolian ones above all",
        "license": "AGPL-3.0-or-later",
    }
    nlp.add_pipe("ner", config=NER).add_label("PERSON")
    return nlp


def examples(nlp: Language, lines: Sequence[Line]) -> list[Example]:
    """Lines with their spans, as spaCy learns from them."""
    return [
        Example.from_dict(
            as_doc(nlp, line.text),
            {"entities": [(p.start, p.end, "PERSON") for p in line.people]},
        )
        for line in lines
    ]


def batches(seed: int, count: int) -> Iterator[list[Line]]:
    """``count`` fresh lines in batches that grow from 32 to 256 lines."""
    lines = Lines(seed, "train").draw(count, SHARE_WITH_PEOPLE)
    size = 32.0
    batch: list[Line] = []
    for line in lines:
        if not line.text:
            continue
        batch.append(line)
        if len(batch) >= size:
            yield batch
            batch, size = [], min(256.0, size * 1.004)


def train(count: int, seed: int, folder: Path, earlier: Path | None) -> None:
    """Write the pipeline to ``folder``, after one look at each of ``count`` lines."""
    fix_random_seed(seed)
    if earlier is None:
        nlp = blank()
        nlp.initialize(lambda: examples(nlp, list(Lines(seed, "train").draw(200))))
    else:
        nlp = spacy.load(earlier)
        nlp.enable_pipe("ner")
    optimizer = Adam(RATE, L2=0.01, grad_clip=1.0, use_averages=True)
    seen, losses = 0, {"ner": 0.0}
    for i, batch in enumerate(batches(seed, count), start=1):
        # The last third of the way in ever smaller steps.
        optimizer.learn_rate = RATE * min(1.0, 3 * (1 - seen / count) + 0.02)
        nlp.update(examples(nlp, batch), drop=0.1, sgd=optimizer, losses=losses)
        seen += len(batch)
        if i % 100 == 0:
            print(
                f"{seen} lines, {time.process_time():.0f} s, loss {losses['ner']:.0f}", flush=True
            )
            losses["ner"] = 0.0
    with nlp.use_params(optimizer.averages):
        nlp.disable_pipe("ner")  # Presidio runs the pipeline on whole pages
        nlp.to_disk(folder)


def manifest_lines(folder: Path) -> str:
    """The files of the pipeline as ``manifest.toml`` lists them."""
    lines = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        file = path.relative_to(folder.parent).as_posix()
        lines.append(f'  {{ file = "{file}", sha256 = "{sha256}" }},')
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=90_000, help="lines to train on")
    parser.add_argument("--seed", type=int, default=20260)
    parser.add_argument("--from", type=Path, dest="earlier", help="model to train further")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent / "spacy_names")
    args = parser.parse_args(argv)
    train(args.lines, args.seed, args.to, args.earlier)
    print(manifest_lines(args.to))


if __name__ == "__main__":
    main()
