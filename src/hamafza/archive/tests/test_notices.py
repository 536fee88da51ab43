"""A saved search tells its owner, and nobody else."""

from __future__ import annotations

from tests.world import World

from hamafza.archive import actions
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.notices.consumers import make_notices
from hamafza.notices.models import Notice
from hamafza.wire.models import Event


def test_the_owner_of_a_saved_search_is_told_what_it_found(world: World) -> None:
    search = actions.save_search(actor=world.as_("officer"), query="درمانگاه")
    content = Content(headline="گشایش درمانگاه", abstract="لید خبر", topics=["work"])
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    item = newsroom.publish(actor=world.as_("trusted"), item=item)
    assert actions.tell_match(search=search, item=item)
    make_notices(Event.objects.filter(kind="archive.search.matched").latest("pos"))
    notice = Notice.objects.filter(url=f"/desk/items/{item.pk}/").get()
    assert notice.person == world.people["officer"]
    assert "گشایش درمانگاه" in notice.title
