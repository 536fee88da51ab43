"""The coverage board at the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hamafza.campaigns import access
from hamafza.campaigns.board import board_of
from hamafza.network.access import Standing, for_members


@for_members("GET")
def board(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    found = access.get_campaign(actor, pk)
    return render(request, "campaigns/board.html", {"campaign": found, "board": board_of(found)})
