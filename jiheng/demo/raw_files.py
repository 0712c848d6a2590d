"""The raw files of the demonstration project: what lies on an evaluator's desk before anything is entered."""

from jiheng.demo.raw.cards import CARDS, card_file
from jiheng.demo.raw.local_papers import local_papers
from jiheng.demo.raw.office_tables import office_tables
from jiheng.demo.raw.papers import paper_file
from jiheng.demo.raw.records import records
from jiheng.demo.raw.releases import releases


def raw_files() -> dict[str, bytes]:
    """File name → bytes, in the order of the names; the same every time."""
    papers = {name: paper_file(paper) for name, paper in (releases() | local_papers()).items()}
    cards = {name: card_file(card) for name, card in CARDS.items()}
    found = {**records(), **papers, **cards, **office_tables()}
    return {name: found[name] for name in sorted(found)}
