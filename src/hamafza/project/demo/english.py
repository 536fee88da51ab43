"""Fictional items in English: topic, headline, lead, paragraphs. Placeholders as in `subjects`."""

from __future__ import annotations

ITEMS: list[tuple[str, str, str, list[str]]] = [
    (
        "employment",
        "Mobile job desks find work for {a:120-900} people in {p}",
        "In three months the mobile job desks of the {b} visited {d:11-38} towns and villages in {p} and brought {a:120-900} job seekers together with workshops that needed hands.",
        [
            "Most of the jobs are in food packing, machine repair and tourism. Every visitor first talks to an adviser and leaves with the addresses of three workshops close to home.",
            "“A promise that cannot be measured is not news,” the organisation’s spokesperson said. The same figures will be published every month, whether they get better or worse.",
            "The desks return to each town after six weeks. The timetable is posted a week ahead at service offices and by text message.",
        ],
    ),
    (
        "training",
        "Free course in solar repair opens in {p}",
        "{a:18-64} trainees have started a {d:90-240}-hour course in mounting and repairing solar panels; half of it takes place in the workshop.",
        [
            "In the last week, supervised by a trainer, the group will put the solar system of a village clinic into operation.",
            "Certificates are given after a practical examination. Those who already know the trade may sit the examination without the course.",
            "Registration for the next group is open at the training centres and by telephone.",
        ],
    ),
    (
        "safety",
        "Accidents on building sites in {p} down by {a:9-34} per cent",
        "The {b} counted {a:9-34} per cent fewer accidents on building sites in {p} than in the same six months a year earlier.",
        [
            "Inspectors made {d:320-1400} unannounced visits and stopped work on {e:12-60} sites until a danger was removed.",
            "Falls from height remain the most frequent cause. The inspectorate says that short briefings before each shift made the greatest difference.",
            "The counts by district, with the method used, are in the half-year report.",
        ],
    ),
    (
        "infrastructure",
        "Clean water reaches {a:8-52} villages in {p}",
        "With the completion of a new main, {a:8-52} villages that were supplied by tanker are now connected to the network.",
        [
            "The line is {d:24-140} kilometres long and serves {e:1100-9700} households. Results of the monthly water tests are posted in each village.",
            "Two villages had to wait because of a landslide; they follow in spring.",
            "Anyone who notices a change in colour or smell can report it by telephone, and a sample is taken within a day.",
        ],
    ),
    (
        "health",
        "Screening at work: what happens to the results?",
        "Blood pressure, hearing and eyesight of {a:2100-15400} workers in {p} were checked at their workplaces. The results belong to the worker alone.",
        [
            "Employers only learn how many people took part. About {d:6-17} per cent were referred to a doctor, and the first visit is free.",
            "A separate team came at night for those on late shifts.",
            "The {b} publishes totals by province in its annual report.",
        ],
    ),
    (
        "cooperatives",
        "Women found {a:12-58} new cooperatives in {p}",
        "{a:12-58} cooperatives led by women were registered in {p}. They work in crafts, medicinal herbs and village tourism.",
        [
            "Registration took {d:6-15} days on average. Auditing and legal advice are free for the first two years.",
            "A shared shop in the provincial capital will show the producer’s share of the price on every label.",
            "The union measures the members’ income again after six months and publishes the result.",
        ],
    ),
]
