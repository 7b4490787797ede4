"""What applicants write about, one trade a file: made-up papers, prizes, projects, sentences."""

from benchmarks.generator.topics.building import BUILDING
from benchmarks.generator.topics.livestock import LIVESTOCK
from benchmarks.generator.topics.materials import MATERIALS
from benchmarks.generator.topics.medicine import MEDICINE
from benchmarks.generator.topics.teaching import TEACHING
from benchmarks.generator.topics.topic import Reference, Topic
from benchmarks.generator.topics.water import WATER

__all__ = [
    "BUILDING",
    "LIVESTOCK",
    "MATERIALS",
    "MEDICINE",
    "TEACHING",
    "WATER",
    "Reference",
    "Topic",
]
