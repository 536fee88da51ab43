#!/bin/sh
# make.sh COMMIT NAME   writes NAME.db.gz: the database that the program of that commit makes, with the tests' cast and an item.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(git -C "$here" rev-parse --show-toplevel)
python=${PYTHON:-$root/.venv/bin/python}
old=$(mktemp -d)
trap 'rm -rf "$old"' EXIT
git -C "$root" archive "$1" src tests | tar -x -C "$old"
export PYTHONPATH="$old/src:$old" HAMAFZA_DATA="$old/data" DJANGO_SETTINGS_MODULE=hamafza.project.settings
cd "$old"
"$python" -m django migrate --verbosity 0
"$python" - <<'PYTHON'
import django

django.setup()
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from tests.world import build

world = build()
content = Content(headline="خبر نسخهٔ پیشین", abstract="کوتاه.", body="<p>متن نسخهٔ پیشین</p>", topics=["work"])
item = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
actions.publish(actor=world.as_("trusted"), item=item)
PYTHON
"$python" - "$old/data/hamafza.sqlite3" <<'PYTHON'
import sqlite3, sys

database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=DELETE")
database.execute("VACUUM")
PYTHON
gzip -9 -n -c "$old/data/hamafza.sqlite3" > "$here/$2.db.gz"
