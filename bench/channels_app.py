"""The same service made with Django Channels and Redis, for `bench/wire.py`."""

from __future__ import annotations

import json
import os
from typing import Any

from django.conf import settings

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            "CONFIG": {
                "hosts": [
                    {
                        "host": "127.0.0.1",
                        "port": json.loads(os.environ["BENCH_CHANNELS"])["redis"],
                        "max_connections": 20_000,
                    }
                ],
                "capacity": 10_000,
            },
        }
    },
)
import django  # noqa: E402

django.setup()
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Listener(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.own = f"u{self.scope['url_route']['kwargs']['unit']}"
        for group in ("common", self.own):
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()

    async def event(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])


async def publish(request: HttpRequest, group: str) -> HttpResponse:
    await get_channel_layer().group_send(group, {"type": "event", "text": request.body.decode()})
    return HttpResponse(status=204)


urlpatterns = [path("pub/<str:group>", publish)]
application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": URLRouter([path("sub/<int:unit>", Listener.as_asgi())]),
    }
)
