"""The 31 provinces, with their capitals."""

from __future__ import annotations

from typing import NamedTuple


class Province(NamedTuple):
    code: str
    name: str
    name_en: str
    capital: str


PROVINCES = [
    Province("tehran", "تهران", "Tehran", "تهران"),
    Province("alborz", "البرز", "Alborz", "کرج"),
    Province("qom", "قم", "Qom", "قم"),
    Province("qazvin", "قزوین", "Qazvin", "قزوین"),
    Province("markazi", "مرکزی", "Markazi", "اراک"),
    Province("semnan", "سمنان", "Semnan", "سمنان"),
    Province("gilan", "گیلان", "Gilan", "رشت"),
    Province("mazandaran", "مازندران", "Mazandaran", "ساری"),
    Province("golestan", "گلستان", "Golestan", "گرگان"),
    Province("zanjan", "زنجان", "Zanjan", "زنجان"),
    Province("ardabil", "اردبیل", "Ardabil", "اردبیل"),
    Province("east-azerbaijan", "آذربایجان شرقی", "East Azerbaijan", "تبریز"),
    Province("west-azerbaijan", "آذربایجان غربی", "West Azerbaijan", "ارومیه"),
    Province("kurdistan", "کردستان", "Kurdistan", "سنندج"),
    Province("kermanshah", "کرمانشاه", "Kermanshah", "کرمانشاه"),
    Province("ilam", "ایلام", "Ilam", "ایلام"),
    Province("hamadan", "همدان", "Hamadan", "همدان"),
    Province("lorestan", "لرستان", "Lorestan", "خرم‌آباد"),
    Province("khuzestan", "خوزستان", "Khuzestan", "اهواز"),
    Province("chaharmahal", "چهارمحال و بختیاری", "Chaharmahal and Bakhtiari", "شهرکرد"),
    Province("kohgiluyeh", "کهگیلویه و بویراحمد", "Kohgiluyeh and Boyer-Ahmad", "یاسوج"),
    Province("isfahan", "اصفهان", "Isfahan", "اصفهان"),
    Province("yazd", "یزد", "Yazd", "یزد"),
    Province("fars", "فارس", "Fars", "شیراز"),
    Province("bushehr", "بوشهر", "Bushehr", "بوشهر"),
    Province("hormozgan", "هرمزگان", "Hormozgan", "بندرعباس"),
    Province("kerman", "کرمان", "Kerman", "کرمان"),
    Province("sistan", "سیستان و بلوچستان", "Sistan and Baluchestan", "زاهدان"),
    Province("north-khorasan", "خراسان شمالی", "North Khorasan", "بجنورد"),
    Province("razavi-khorasan", "خراسان رضوی", "Razavi Khorasan", "مشهد"),
    Province("south-khorasan", "خراسان جنوبی", "South Khorasan", "بیرجند"),
]
