"""The 31 provinces, with their capitals."""

from __future__ import annotations

from typing import NamedTuple


class DemoProvince(NamedTuple):
    code: str
    name: str
    name_en: str
    capital: str


PROVINCES = [
    DemoProvince("tehran", "تهران", "Tehran", "تهران"),
    DemoProvince("alborz", "البرز", "Alborz", "کرج"),
    DemoProvince("qom", "قم", "Qom", "قم"),
    DemoProvince("qazvin", "قزوین", "Qazvin", "قزوین"),
    DemoProvince("markazi", "مرکزی", "Markazi", "اراک"),
    DemoProvince("semnan", "سمنان", "Semnan", "سمنان"),
    DemoProvince("gilan", "گیلان", "Gilan", "رشت"),
    DemoProvince("mazandaran", "مازندران", "Mazandaran", "ساری"),
    DemoProvince("golestan", "گلستان", "Golestan", "گرگان"),
    DemoProvince("zanjan", "زنجان", "Zanjan", "زنجان"),
    DemoProvince("ardabil", "اردبیل", "Ardabil", "اردبیل"),
    DemoProvince("east-azerbaijan", "آذربایجان شرقی", "East Azerbaijan", "تبریز"),
    DemoProvince("west-azerbaijan", "آذربایجان غربی", "West Azerbaijan", "ارومیه"),
    DemoProvince("kurdistan", "کردستان", "Kurdistan", "سنندج"),
    DemoProvince("kermanshah", "کرمانشاه", "Kermanshah", "کرمانشاه"),
    DemoProvince("ilam", "ایلام", "Ilam", "ایلام"),
    DemoProvince("hamadan", "همدان", "Hamadan", "همدان"),
    DemoProvince("lorestan", "لرستان", "Lorestan", "خرم‌آباد"),
    DemoProvince("khuzestan", "خوزستان", "Khuzestan", "اهواز"),
    DemoProvince("chaharmahal", "چهارمحال و بختیاری", "Chaharmahal and Bakhtiari", "شهرکرد"),
    DemoProvince("kohgiluyeh", "کهگیلویه و بویراحمد", "Kohgiluyeh and Boyer-Ahmad", "یاسوج"),
    DemoProvince("isfahan", "اصفهان", "Isfahan", "اصفهان"),
    DemoProvince("yazd", "یزد", "Yazd", "یزد"),
    DemoProvince("fars", "فارس", "Fars", "شیراز"),
    DemoProvince("bushehr", "بوشهر", "Bushehr", "بوشهر"),
    DemoProvince("hormozgan", "هرمزگان", "Hormozgan", "بندرعباس"),
    DemoProvince("kerman", "کرمان", "Kerman", "کرمان"),
    DemoProvince("sistan", "سیستان و بلوچستان", "Sistan and Baluchestan", "زاهدان"),
    DemoProvince("north-khorasan", "خراسان شمالی", "North Khorasan", "بجنورد"),
    DemoProvince("razavi-khorasan", "خراسان رضوی", "Razavi Khorasan", "مشهد"),
    DemoProvince("south-khorasan", "خراسان جنوبی", "South Khorasan", "بیرجند"),
]
