"""Prepared holding statements, in both languages."""

from django.db import migrations

TEXTS = [
    (
        "holding-fa",
        "fa",
        "در دست بررسی",
        "دربارهٔ آنچه این روزها گفته می‌شود\n{unit} از این ادعا آگاه است و آن را بررسی می‌کند.\nآنچه می‌دانیم: {known}\nآنچه هنوز نمی‌دانیم: {unknown}\nخبر بعدی: {next}",
    ),
    (
        "holding-danger-fa",
        "fa",
        "ایمنی مردم در خطر است",
        "اطلاعیه برای مردم\nتا روشن شدن موضوع، لطفاً {known}\nهنوز روشن نیست: {unknown}\n{unit} در {next} باز هم خبر می‌دهد.",
    ),
    (
        "holding-right-fa",
        "fa",
        "انتقاد درست به نظر می‌رسد",
        "انتقاد شما را شنیدیم\n{unit} موضوع را پذیرفته است و آن را اصلاح می‌کند.\nآنچه می‌دانیم: {known}\nآنچه هنوز نمی‌دانیم: {unknown}\nنتیجه را در {next} می‌گوییم.",
    ),
    (
        "holding-en",
        "en",
        "Being looked into",
        "About what is being said these days\n{unit} knows of this claim and is looking into it.\nWhat we know: {known}\nWhat we do not know yet: {unknown}\nWe will say more: {next}",
    ),
    (
        "holding-danger-en",
        "en",
        "People may be in danger",
        "Notice to the public\nUntil we know more, please {known}\nNot clear yet: {unknown}\n{unit} will say more: {next}",
    ),
    (
        "holding-right-en",
        "en",
        "The criticism seems right",
        "We have heard the criticism\n{unit} accepts it and is correcting the fault.\nWhat we know: {known}\nWhat we do not know yet: {unknown}\nWe will report the result: {next}",
    ),
]


def fill(apps, schema_editor):
    model = apps.get_model("response", "Template")
    for code, language, title, text in TEXTS:
        model.objects.update_or_create(
            code=code, defaults={"language": language, "title": title, "text": text}
        )


class Migration(migrations.Migration):
    dependencies = [("response", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
