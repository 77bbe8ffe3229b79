"""How updates come to the bot: by asking, or by webhook; never both."""

from __future__ import annotations

import asyncio
import re
from typing import Final
from urllib.parse import urlsplit

from telegram.constants import SUPPORTED_WEBHOOK_PORTS, WebhookLimit

from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake
from tests.fakeapi.hook import CONNECTIONS, Target
from tests.fakeapi.methods import method
from tests.fakeapi.refusals import JSON, Refusal, bad, flooded
from tests.fakeapi.updates import Waiting

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]*")
_CONFLICT_PAUSE: Final = 3.0
_HOOKED: Final = (
    "can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


@method("getUpdates")
async def get_updates(fake: Fake, args: Args) -> list[Waiting]:
    """What waits, or what comes within the timeout; the offset confirms all before it."""
    if fake.hook.target is not None:
        await _pause(fake)
        raise Refusal(409, _HOOKED)
    fake.updates.allow(_kinds(args))
    numbers = args.number("offset"), args.number("limit", 100), args.number("timeout")
    try:
        return await fake.updates.poll(*numbers)
    except Refusal:
        await _pause(fake)
        raise


async def _pause(fake: Fake) -> None:
    """The second conflict within three seconds is answered three seconds late."""
    now = fake.clock.now()
    if now < fake.next_conflict:
        await asyncio.sleep(_CONFLICT_PAUSE * fake.options.scale)
    else:
        fake.next_conflict = now + _CONFLICT_PAUSE


def _kinds(args: Args) -> list[str] | None:
    if "allowed_updates" not in args:
        return None
    return [str(kind) for kind in args.list("allowed_updates", "allowed updates")]


@method("setWebhook")
async def set_webhook(fake: Fake, args: Args) -> bool:
    """Carry updates to an address from now on; at most once a second."""
    url = args.text("url")
    if not url:
        return await delete_webhook(fake, args)
    now = fake.clock.now()
    if now < fake.hook.set_at + 1:
        raise flooded(1)
    target = Target(_address(url), _secret(args), _connections(args))
    if args.flag("drop_pending_updates"):
        fake.updates.drop()
    fake.updates.allow(_kinds(args))
    fake.updates.interrupt()
    await fake.hook.close()
    fake.hook.set_at = now
    fake.hook.start(target)
    return True


def _address(url: str) -> str:
    """An address that is HTTPS on a port that Telegram serves, or on this machine."""
    parts = urlsplit(url)
    if parts.hostname in {"127.0.0.1", "localhost"}:
        return url
    if parts.scheme != "https":
        raise bad("Bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in SUPPORTED_WEBHOOK_PORTS:
        raise bad("Bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return url


def _secret(args: Args) -> str:
    secret = args.text("secret_token")
    if len(secret) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
        raise bad("Secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad("Secret token contains unallowed characters")
    return secret


def _connections(args: Args) -> int:
    number = args.number("max_connections", CONNECTIONS)
    return min(
        max(number, WebhookLimit.MIN_CONNECTIONS_LIMIT.value),
        WebhookLimit.MAX_CONNECTIONS_LIMIT.value,
    )


@method("deleteWebhook")
async def delete_webhook(fake: Fake, args: Args) -> bool:
    """Let the bot ask again; what waits goes on waiting unless it is to be dropped."""
    await fake.hook.close()
    if args.flag("drop_pending_updates"):
        fake.updates.drop()
    return True


@method("getWebhookInfo")
def get_webhook_info(fake: Fake, args: Args) -> JSON:
    """Where updates go, how many wait, what went wrong last."""
    del args
    hook = fake.hook
    told: JSON = {
        "url": hook.target.url if hook.target else "",
        "has_custom_certificate": False,
        "pending_update_count": len(fake.updates.pending()),
    }
    if hook.target:
        told["max_connections"] = hook.target.connections
    if hook.error:
        told |= {"last_error_date": hook.error_date, "last_error_message": hook.error}
    if allowed := fake.updates.allowed():
        told["allowed_updates"] = allowed
    return told
