"""The nouns, as the Bot API shows them: users, members, chats, topics, messages, queries, polls."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field
from telegram.constants import ChatMemberStatus, ChatType

from tests.fakeapi.refusals import JSON

_RIGHTS: Final = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)
_ALLOWED: Final = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
)
_GONE: Final = {ChatMemberStatus.LEFT.value, ChatMemberStatus.BANNED.value}
_LEADING: Final = {ChatMemberStatus.OWNER.value, ChatMemberStatus.ADMINISTRATOR.value}


class User(Struct):
    """A person or a bot; `started`: it has opened the private chat with ours."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    started: bool = True
    blocked: bool = False
    deactivated: bool = False

    def shown(self) -> JSON:
        """As the Bot API shows it."""
        told: JSON = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                told[name] = value
        return told


class Member(Struct):
    """What somebody is in a chat, and which rights differ from the usual ones."""

    status: str = ChatMemberStatus.MEMBER.value
    rights: dict[str, bool] = field(default_factory=dict)
    anonymous: bool = False

    @property
    def here(self) -> bool:
        """Whether it is in the chat."""
        return self.status not in _GONE

    @property
    def leads(self) -> bool:
        """Whether it is the owner or an administrator."""
        return self.status in _LEADING

    def may(self, right: str) -> bool:
        """Whether it has a right: administrators have all that weren't taken from them."""
        if self.status == ChatMemberStatus.OWNER:
            return True
        return self.rights.get(right, self.leads)

    def shown(self, user: User) -> JSON:
        """As the Bot API shows it."""
        told: JSON = {"status": self.status, "user": user.shown()}
        if self.leads:
            told["is_anonymous"] = self.anonymous
        if self.status == ChatMemberStatus.ADMINISTRATOR:
            told |= {right: self.may(right) for right in _RIGHTS}
            told["can_be_edited"] = False
        elif self.status == ChatMemberStatus.RESTRICTED:
            told |= {right: self.may(right) for right in _ALLOWED}
            told |= {"is_member": True, "until_date": 0}
        elif self.status == ChatMemberStatus.BANNED:
            told["until_date"] = 0
        return told


class Topic(Struct):
    """A topic of a forum; its number is that of the message that made it."""

    id: int
    name: str
    opening: JSON
    closed: bool = False


class Message(Struct):
    """A message as it stands now; `body` is what the Bot API shows of it."""

    id: int
    chat: int
    body: JSON
    thread: int = 0
    own: bool = False
    deleted: bool = False

    @property
    def markup(self) -> JSON | None:
        """The keyboard below it."""
        return self.body.get("reply_markup")

    @property
    def text(self) -> str:
        """Its text or caption."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    def quoted(self) -> JSON:
        """As it is shown inside a reply: without what it replied to itself."""
        return {key: value for key, value in self.body.items() if key != "reply_to_message"}


class Chat(Struct):
    """A chat; in a private one the number is that of the person."""

    id: int
    kind: str
    title: str = ""
    username: str = ""
    forum: bool = False
    description: str = ""
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_message: int = 0
    moved_to: int = 0
    gone: bool = False
    muted: bool = False
    """Whether only administrators may write."""

    @property
    def private(self) -> bool:
        """Whether it is the chat with one person."""
        return self.kind == ChatType.PRIVATE

    def member(self, user: int) -> Member:
        """What somebody is here; who never came has left."""
        return self.members.get(user) or Member(ChatMemberStatus.LEFT.value)

    def named(self) -> str:
        """The kind of chat as it is called in refusals."""
        return self.kind if self.kind == ChatType.CHANNEL else f"{self.kind} chat"


class Inline(Struct):
    """A message that was sent by way of inline mode; it belongs to no chat that we know."""

    id: str
    body: JSON

    @property
    def markup(self) -> JSON | None:
        """The keyboard below it."""
        return self.body.get("reply_markup")


class Query(Struct):
    """An inline query or the press of a button, which can be answered once, for a time."""

    id: str
    user: int
    until: float
    text: str = ""
    answer: JSON | None = None


class Poll(Struct):
    """A poll of the bot with the votes of each person; a forwarded copy is the same poll."""

    body: JSON
    chat: int
    message: int
    votes: dict[int, list[int]] = field(default_factory=dict)
    until: float = 0.0

    def shown(self) -> JSON:
        """As the Bot API shows it, votes counted."""
        counts = [
            sum(number in chosen for chosen in self.votes.values())
            for number in range(len(self.body["options"]))
        ]
        options = [
            option | {"voter_count": count}
            for option, count in zip(self.body["options"], counts, strict=True)
        ]
        voters = sum(bool(chosen) for chosen in self.votes.values())
        return self.body | {"options": options, "total_voter_count": voters}
