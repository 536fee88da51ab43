# Few targets; each is one command a person would type.
.PHONY: setup test fast lint messages mutants lock
ROOMS = $(patsubst %/locale,%,$(wildcard src/hamafza/*/locale examples/*/locale))

setup:      ; ./run setup
test:       ; ./run test
fast:       ; ./run test -m "not browser and not slow" --hypothesis-profile quick
mutants:    ; .venv/bin/python tools/mutants.py $(ROOM)   # make mutants ROOM=relay, or ROOM=all
lint:       ; ./run lint
messages:   # collect the strings of every room, then compile the catalogues (needs GNU gettext)
	@for room in $(ROOMS); do (cd $$room && env -u DJANGO_SETTINGS_MODULE $(abspath .venv)/bin/django-admin makemessages -l fa --no-location --no-obsolete -v0 && msgfmt -o locale/fa/LC_MESSAGES/django.mo locale/fa/LC_MESSAGES/django.po); done
lock:       # resolve anew and export without any host
	uv lock
	uv export -q --no-dev --no-emit-project --no-header --format requirements-txt > requirements/run.txt
	uv export -q --no-dev --extra office --extra pdf --no-emit-project --no-header --format requirements-txt > requirements/documents.txt
	uv export -q --only-group lint --no-emit-project --no-header --format requirements-txt > requirements/lint.txt
	uv export -q --only-group open-data --no-emit-project --no-header --format requirements-txt > requirements/open-data.txt
	uv export -q --group test --no-emit-project --no-header --format requirements-txt > requirements/test.txt
