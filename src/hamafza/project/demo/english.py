"""Items of the demo in English."""

from __future__ import annotations

from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import paragraphs

CONTENTS = [
    Content(
        language="en",
        headline="Mobile job desks reach forty towns",
        abstract="The mobile desks of the Example Employment Organisation visited forty towns in one quarter.",
        body=paragraphs(
            [
                "At each stop, job seekers met an adviser and left with the addresses of three workshops nearby.",
                "The list of stops for the next quarter is published a week before each visit.",
            ]
        ),
        topics=["employment"],
        place="Karaj",
    ),
    Content(
        language="en",
        profile="explainer",
        headline="How rural insurance works, in five questions",
        abstract="Who may join, what it costs, and what happens when a payment is late.",
        body=paragraphs(
            [
                "Who may join? Anyone who lives and works in a village, from the age of eighteen.",
                "What does it cost? One of eight steps, chosen by the insured; a step can be changed once a year.",
                "What if a payment is late? Cover goes on for three months, then rests until the payment is made.",
            ]
        ),
        topics=["insurance", "rural"],
        place="Yazd",
    ),
    Content(
        language="en",
        profile="statement",
        headline="Messages asking for card numbers are not ours",
        abstract="The Example Employment Organisation never asks for card numbers or passwords by message.",
        body=paragraphs(
            ["If you received such a message, do not answer; report it by telephone or in any office."]
        ),
        topics=["employment"],
        place="Tehran",
    ),
]
