"""Addresses of the public network; the language's prefix is put before them by the project."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from hamafza.portal.views import (
    archive,
    campaigns,
    feeds,
    figures,
    files,
    front,
    items,
    relays,
    search,
    site,
    verify,
)

app_name = "portal"

NEWS = "news/<int:code>/"

urlpatterns: list[URLPattern] = [
    path("", front.home, name="home"),
    path("card.jpg", files.home_card, name="home-card"),
    path("units/<slug:code>/card.jpg", files.unit_card, name="unit-card"),
    path("topics/<slug:code>/card.jpg", files.topic_card, name="topic-card"),
    path("fragments/latest/", front.latest_fragment, name="latest"),
    path("explainers/", front.explainers, name="explainers"),
    path("units/", front.units, name="units"),
    path("units/<slug:code>/", front.unit, name="unit"),
    path("fragments/units/<slug:code>/", front.unit_fragment, name="unit-latest"),
    path("topics/", front.topics, name="topics"),
    path("topics/<slug:code>/", front.topic, name="topic"),
    path("fragments/topics/<slug:code>/", front.topic_fragment, name="topic-latest"),
    path(NEWS, items.item, name="item"),
    path(NEWS + "print/", items.print_view, name="print"),
    path(NEWS + "versions/", items.versions, name="versions"),
    path(NEWS + "original/", items.original, name="original"),
    path(NEWS + "original.bin", files.original_bytes, name="original-bytes"),
    path(NEWS + "card.jpg", files.card_picture, name="card"),
    path(NEWS + "evidence/<int:number>/", files.evidence, name="evidence"),
    re_path(
        r"^news/(?P<code>[0-9]+)/report\.(?P<form>pdf|xlsx|csv|docx)$",
        figures.report_file,
        name="report-file",
    ),
    path(NEWS + "charts/<slug:indicator>.png", figures.chart_picture, name="chart-picture"),
    path(NEWS + "embed/", figures.embed, name="embed"),
    path(NEWS + "data.zip", figures.package, name="package"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/<slug:code>/", campaigns.campaign, name="campaign"),
    path("data/", figures.data, name="data"),
    path("data/catalogue.jsonld", figures.data_catalogue, name="data-catalogue"),
    path("data/indicators/<slug:code>/", figures.indicator, name="indicator"),
    re_path(
        r"^data/indicators/(?P<code>[a-z0-9-]+)\.(?P<form>csv|xlsx)$", figures.values, name="indicator-values"
    ),
    path("relays/<int:pk>/", relays.relay, name="relay"),
    path("fragments/relays/<int:pk>/", relays.fragment, name="relay-latest"),
    path("fragments/units/<slug:code>/relays/", front.unit_relays_fragment, name="unit-relays-latest"),
    path("units/<slug:code>/relays/", relays.of_unit, name="unit-relays"),
    path("units/<slug:code>/works/", front.unit_works, name="unit-works"),
    path("search/", search.search, name="search"),
    path("archive/", archive.years, name="archive"),
    re_path(r"^archive/(?P<year>[0-9]{4})/$", archive.year, name="archive-year"),
    re_path(r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", archive.month, name="archive-month"),
    re_path(
        r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/$",
        archive.day,
        name="archive-day",
    ),
    path("corrections/", site.corrections, name="corrections"),
    path("verify/", verify.verify, name="verify"),
    path("about/", site.about, name="about"),
    re_path(r"^feeds/(?P<kind>rss|atom|json)$", feeds.network, name="feed"),
    re_path(r"^feeds/units/(?P<code>[a-z0-9-]+)/(?P<kind>rss|atom|json)$", feeds.unit, name="unit-feed"),
    re_path(r"^feeds/topics/(?P<code>[a-z0-9-]+)/(?P<kind>rss|atom|json)$", feeds.topic, name="topic-feed"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
    path("sitemap-pages.xml", site.sitemap_pages, name="sitemap-pages"),
    path("sitemap-items-<int:chunk>.xml", site.sitemap_items, name="sitemap-items"),
    path("sitemap-news.xml", site.sitemap_news, name="sitemap-news"),
    path("robots.txt", site.robots, name="robots"),
    path("manifest.webmanifest", site.manifest, name="manifest"),
    path("favicon.ico", site.favicon, name="favicon"),
    path("media/<path:name>", files.picture, name="media"),
]
