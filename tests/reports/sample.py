"""One rich digest with invented content that shows everything a digest can show."""

from __future__ import annotations

from datetime import datetime

from classify.records import (
    Brief,
    Counts,
    Coverage,
    Digest,
    Figure,
    FigureNote,
    LowConfidence,
    PossibleSource,
    Section,
    SectionPart,
    Sentence,
    SourceRef,
    TimelineEntry,
)

from .builders import TAXONOMY, Item, at, brief, item, key_line, small_digest


def _web(outlet: str, path: str) -> SourceRef:
    return SourceRef(outlet=outlet, url=f"https://news.example/{path}")


def _items() -> dict[int, Item]:
    """The sources of the rich digest."""
    wire, ledger, talva = "Coast Wire", "The Northern Ledger", "Radio Talva"
    items = [
        item(
            1,
            "Ceasefire takes hold along the Orsen river after eleven weeks of shelling",
            "Guns fell silent along the Orsen river at midnight on Friday, residents of three "
            "towns said. Monitors counted two violations in the first twelve hours. In the last "
            "hour of shelling three soldiers were killed and two people were hurt.",
            outlets=(wire, "Meren Herald"),
            places=(_web(wire, "orsen/ceasefire"), _web("Meren Herald", "world/4411")),
        ),
        item(
            2,
            "Valdoria and Tarn trade blame over truce breaches",
            "Both armies accused each other of firing first near Hask on Saturday. Two soldiers "
            "were killed, and at least seven people were hurt. The joint commission will meet on "
            "Tuesday to",
            outlets=(ledger,),
            published=at(19, 8, 30),
            truncated=True,
            places=(SourceRef(outlet=ledger, file="desk/listing-2025-01-20.txt", item=12),),
        ),
        item(
            3,
            "Monitors reach Hask hospital for the first time since November",
            "A convoy of six vehicles carried insulin and fuel to the hospital in Hask on Sunday.",
            outlets=(talva,),
            published=at(19),
            date_precision="day",
            date_basis="inferred",
            places=(SourceRef(outlet=talva, file="desk/listing-2025-01-20.txt", item=31),),
        ),
        item(
            4,
            "Port authority of Meren seizes two tankers under new oil embargo",
            "Customs officers boarded the tankers Alcyon and Brightwater at dawn. Both ships "
            "changed flag twice in December, the port authority said.",
            outlets=("Meren Herald",),
            published=at(18, 6, 20),
            places=(_web("Meren Herald", "harbour/tankers"),),
        ),
        item(
            5,
            "Council widens Tarn sanctions list by 14 companies and 9 people",
            "The council added 14 companies and 9 people to its sanctions list on Friday, most "
            "of them shipping agents. Assets worth 210 million crowns are frozen.",
            outlets=(wire, ledger),
            published=at(17, 16, 45),
            places=(_web(wire, "council/list"), _web(ledger, "a/99817")),
        ),
        item(
            6,
            "Court orders release of editor held for 200 days without charge",
            "A court in Talva ordered the release of newspaper editor Ilse Maro on Monday. Her "
            "lawyer said police had not carried out the order by nightfall.",
            outlets=(talva, "Meren Herald"),
            published=at(20, 11),
            places=(_web(talva, "maro"), _web("Meren Herald", "world/4460")),
        ),
        item(
            7,
            "Opinion: A free press is not a favour",
            "Two hundred days in a cell is a verdict in itself.",
            outlets=(ledger,),
            published=at(20),
            date_precision="day",
            date_basis="text",
            kind="opinion",
            places=(_web(ledger, "opinion/press"),),
        ),
        item(
            8,
            "Snowmelt floods 40 villages in the upper Sarre valley; 3,000 people moved",
            "Rescue teams moved 3,000 people from 40 villages overnight.",
            outlets=(wire,),
            published=at(20, 4, 10),
            places=(_web(wire, "sarre-floods"),),
        ),
        item(
            9,
            "اجتماع طارئ لمجلس المدينة بعد انقطاع المياه",
            outlets=("صوت الساحل",),
            published=None,
            date_precision=None,
            date_basis="none",
            places=(SourceRef(outlet="صوت الساحل", file="desk/listing-2025-01-20.txt", item=44),),
        ),
        item(
            10,
            "Lantern festival draws record crowd",
            outlets=(),
            published=at(1),
            date_precision="month",
            date_basis="text",
            kind="feature",
            places=(SourceRef(file="desk/readers.csv", item=7),),
        ),
        *(
            item(number, headline, outlets=(wire,), published=at(20, 5), places=places)
            for number, headline, places in (
                (11, "Sarre valley floods: what is known", (_web(wire, "sarre-known"),)),
                (12, "Thousands leave homes on the upper Sarre", (_web(wire, "sarre-homes"),)),
                (
                    13,
                    "Sarre dam holds, engineers say",
                    (SourceRef(file="desk/wire.jsonl", item=3),),
                ),
                (14, "In pictures: the Sarre floods", (_web(wire, "sarre-pictures"),)),
                (15, "Lower Sarre under water", (_web(wire, "lower-sarre"),)),
            )
        ),
        item(
            16,
            "Meren council passes a budget without a deficit",
            "The council of Meren passed its budget on Monday.",
            outlets=(ledger,),
            published=at(20, 9),
            places=(_web(ledger, "budget?utm_source=feed&id=7"),),
        ),
        item(
            17,
            "Analysis: What the truce on the Orsen is worth",
            "Three earlier truces held for less than a month.",
            outlets=(ledger,),
            published=at(20, 7),
            kind="analysis",
            places=(_web(ledger, "analysis/truce"),),
        ),
    ]
    return {each.source.number: each for each in items}


def _sections(items: dict[int, Item]) -> tuple[Section, ...]:
    """The sections of the rich digest: one of each part."""

    def cited(number: int, words: str, *, complete: bool = True) -> tuple[Item, Sentence]:
        return items[number], items[number].sentence(words, complete=complete)

    ceasefire = brief(
        items[1],
        [
            cited(1, "Guns fell silent along the Orsen river at midnight on Friday, residents of "
                     "three towns said."),
            cited(2, "Both armies accused each other of firing first near Hask on Saturday."),
            cited(2, "The joint commission will meet on Tuesday to", complete=False),
        ],
        topics=("armed_conflict", "politics"),
        probabilities={"armed_conflict": 0.982, "politics": 0.61},
        status="updated",
        single_source=False,
        n_independent=2,
        figure_notes=(
            FigureNote(
                what="killed",
                who="soldiers",
                kind="differ",
                figures=(
                    Figure(count=2, at_least=False, citations=(2,)),
                    Figure(count=3, at_least=False, citations=(1,)),
                ),
            ),
            FigureNote(
                what="injured",
                who="people",
                kind="updated",
                figures=(
                    Figure(count=7, at_least=True, citations=(2,)),
                    Figure(count=2, at_least=False, citations=(1,)),
                ),
            ),
        ),
        outlets=("Coast Wire", "Meren Herald", "The Northern Ledger"),
        last_reported=at(19, 8, 30),
    )  # fmt: skip
    convoy = brief(
        items[3],
        [cited(3, items[3].text)],
        topics=("armed_conflict", "human_rights"),
        probabilities={"armed_conflict": 0.78, "human_rights": 0.52},
    )
    editor = brief(
        items[6],
        [
            cited(6, "A court in Talva ordered the release of newspaper editor Ilse Maro on "
                     "Monday."),
            cited(6, "Her lawyer said police had not carried out the order by nightfall."),
        ],
        sources=(6, 7),
        topics=("human_rights",),
        probabilities={"human_rights": 0.93},
        single_source=False,
        n_independent=2,
        outlets=("Meren Herald", "Radio Talva"),
        background=(7,),
    )  # fmt: skip
    listed = brief(
        items[5],
        [cited(5, "The council added 14 companies and 9 people to its sanctions list on Friday, "
                  "most of them shipping agents.")],
        topics=("sanctions", "economy"),
        probabilities={"sanctions": 0.995, "economy": 0.57},
        status="continuing",
        outlets=("Coast Wire", "The Northern Ledger"),
    )  # fmt: skip
    tankers = brief(
        items[4],
        [cited(4, "Both ships changed flag twice in December, the port authority said.")],
        topics=("sanctions",),
        probabilities={"sanctions": 0.88},
    )
    floods = brief(
        items[8],
        [cited(8, items[8].text)],
        sources=(8, 11, 12, 13, 14, 15),
        possibly_same=(PossibleSource(citation=15, probability=0.55),),
        topics=("disasters",),
        probabilities={"disasters": 0.96},
    )
    budget = brief(
        items[16],
        [cited(16, items[16].text)],
        topics=("economy",),
        probabilities={"economy": 0.7},
    )
    worth = brief(items[17], [cited(17, items[17].text)], kind="analysis")
    festival = brief(items[10], [], topics=(), probabilities={}, kind="feature")

    def group(part: SectionPart, key: str, told: Brief) -> Section:
        return Section(
            key=f"{part}:topic:{key}",
            part=part,
            topic=key,
            name=TAXONOMY.name(key),
            briefs=(told,),
        )

    return (
        Section(
            key="lead",
            part="lead",
            topic=None,
            name="Top stories",
            briefs=(ceasefire, listed, editor, floods, tankers),
        ),
        group("more", "armed_conflict", convoy),
        Section(
            key="more:comment",
            part="more",
            topic=None,
            name="Opinion and analysis",
            briefs=(worth,),
        ),
        group("rest", "economy", budget),
        Section(key="also", part="also", topic=None, name="Also", briefs=(festival,)),
    )


def rich_digest() -> Digest:
    """A digest that shows everything a digest can show."""
    items = _items()
    sections = _sections(items)
    told = [each for section in sections for each in section.briefs]
    leads = sorted((each for each in told if each.kind != "feature"), key=_first_reported)
    return small_digest(
        *items.values(),
        title="Orsen & Tarn desk: Monday digest",
        counts=Counts(
            n_items=1214,
            n_teasers=1098,
            n_unreadable=2,
            n_stories=311,
            n_outlets=5,
            n_assigned=802,
            n_none=241,
            n_abstained=55,
            n_truncated=395,
            n_undated=33,
        ),
        bottom_line=tuple(key_line(each) for each in sections[0].briefs[:3]),
        sections=sections,
        timeline=tuple(
            TimelineEntry(
                published=_first_reported(each),
                date_precision=each.date_precision or "day",
                story_id=each.story_id,
                headline=each.headline,
                citation=each.headline_citation,
            )
            for each in leads
        ),
        low_confidence=(
            LowConfidence(
                citation=9,
                headline=items[9].source.headline,
                status="abstained",
                reason="language",
                nearest_topic=None,
                probability=0.0,
            ),
            LowConfidence(
                citation=10,
                headline=items[10].source.headline,
                status="none",
                reason=None,
                nearest_topic="politics",
                probability=0.31,
            ),
        ),
        coverage=Coverage(
            outlets={
                "Coast Wire": 604,
                "Meren Herald": 262,
                "The Northern Ledger": 141,
                "Radio Talva": 67,
                "صوت الساحل": 12,
            },
            n_without_outlet=12,
            truncated_share=0.3597,
            undated_share=0.03,
            unreadable=(
                "listing-2025-01-20.txt, item 77: has no headline",
                "readers.csv, line 203: 4 columns where the header has 6",
            ),
            stale_outlets={"صوت الساحل": at(12, 9)},
        ),
    )


def _first_reported(built: Brief) -> datetime:
    assert built.first_reported is not None
    return built.first_reported
