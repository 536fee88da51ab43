"""Items of the demo in English, from the oldest to the newest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import paragraphs

SOURCE = {"kind": "link", "label": "Quarterly report", "url": "https://example.org/report", "source": ""}


def contents(shown: dict[str, list[dict[str, Any]]]) -> list[Content]:
    """Each with the picture of its first topic that it names; `shown` are pictures by topic, captions in English."""
    return [
        content if which is None else replace(content, pictures=[shown[content.topics[0]][which]])
        for which, content in CONTENTS
    ]


def said(
    headline: str, lead: str, lines: list[str], topics: list[str], place: str, profile: str = "news"
) -> Content:
    """An achievement names its source."""
    return Content(
        language="en",
        profile=profile,
        headline=headline,
        abstract=lead,
        body=paragraphs(lines),
        topics=topics,
        place=place,
        evidence=[SOURCE] if profile == "achievement" else [],
    )


CONTENTS = [
    (
        None,
        said(
            "How rural insurance works, in five questions",
            "Who may join, what it costs, and what happens when a payment is late.",
            [
                "Who may join? Anyone who lives and works in a village, from the age of eighteen.",
                "What does it cost? One of eight steps, chosen by the insured; a step can be changed once a year.",
                "What if a payment is late? Cover goes on for three months, then rests until the payment is made.",
            ],
            ["insurance", "rural"],
            "Yazd",
            "explainer",
        ),
    ),
    (
        1,
        said(
            "Waiting time for a skills test falls from 31 days to nine",
            "Candidates now get their date by text message and may move it once, without a visit.",
            [
                "The Example Training Organisation measured both figures in the same way, over the same three months.",
                "Two towns still wait longer than a fortnight, since an examiner is missing there; the post is advertised.",
            ],
            ["training"],
            "Karaj",
            "achievement",
        ),
    ),
    (
        None,
        said(
            "Messages asking for card numbers are not ours",
            "The Example Employment Organisation never asks for card numbers or passwords by message.",
            ["If you received such a message, do not answer; report it by telephone or in any office."],
            ["employment"],
            "Tehran",
            "statement",
        ),
    ),
    (
        0,
        said(
            "Clinic in the hills runs on its own sun",
            "Trainees of a solar course put 36 panels on the hill beside the clinic; power cuts no longer stop its fridge.",
            [
                "Before, the clinic lost its vaccines twice a year. Since spring the log shows no gap.",
                "The trainees come back every three months to clean and test the panels.",
            ],
            ["infrastructure", "health"],
            "Yasuj",
            "achievement",
        ),
    ),
    (
        0,
        said(
            "Two workshops reopen after a safety repair",
            "Both lacked a guard on a press; work stopped for eleven days and nobody lost pay.",
            [
                "The inspector's report and the photographs of the repair are attached to the safety register.",
                "A third workshop stays closed until its wiring is renewed.",
            ],
            ["safety", "labour"],
            "Qom",
        ),
    ),
    (
        0,
        said(
            "New homes and a water tower for a village hit by the flood",
            "Forty-two families moved in this week; eleven houses wait for their doors.",
            [
                "The tower holds enough water for two days, so that a broken pipe no longer empties the taps.",
                "The list of what is late, with reasons, is on the notice board and on this page.",
            ],
            ["housing", "rural"],
            "Khorramabad",
        ),
    ),
    (
        0,
        said(
            "Every office opens its desks on the last Wednesday",
            "Advisers for work, insurance and pensions sit in one hall, without appointments.",
            [
                "Whoever cannot come may send a question by text message and gets an answer within two working days.",
                "Halls and hours for each province are published a week before.",
            ],
            ["pensions", "insurance"],
            "Mashhad",
        ),
    ),
    (
        0,
        said(
            "Mobile workshop reaches 43 villages; 1,214 people learned a trade",
            "The vans of the Example Training Organisation stay two weeks at each stop and come back for the test.",
            [
                "Wiring, plumbing and sewing were asked for most. Seven in ten said they had missed courses before because of the way.",
                "The stops of the next quarter are published a week before each visit.",
            ],
            ["training", "employment"],
            "Karaj",
            "achievement",
        ),
    ),
]
