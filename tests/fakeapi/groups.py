"""People, groups, channels and topics: made, joined, left, moved, blocked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from telegram.constants import ChatMemberStatus, ChatType, UpdateType

from tests.fakeapi.acts import Acts
from tests.fakeapi.refusals import JSON
from tests.fakeapi.things import Chat, Member, Topic, User

_MEMBER: Final = ChatMemberStatus.MEMBER.value
_LEFT: Final = ChatMemberStatus.LEFT.value
_BANNED: Final = ChatMemberStatus.BANNED.value
_ADMINISTRATOR: Final = ChatMemberStatus.ADMINISTRATOR.value
_SUPERGROUP: Final = -1_000_000_000_000


class Groups(Acts):
    """Verbs about who is where."""

    def person(
        self,
        first_name: str = "Anna",
        *,
        number: int = 0,
        username: str = "",
        last_name: str = "",
        language_code: str = "en",
        is_bot: bool = False,
        started: bool = True,
    ) -> int:
        """A new person (or another bot); `started`: the bot may write to it. Its number."""
        number = number or self.fake.world.number()
        self.fake.world.users[number] = User(
            number, first_name, last_name, username, language_code, is_bot, started
        )
        return number

    def group(
        self,
        title: str = "Class 10b",
        *,
        kind: str = ChatType.SUPERGROUP.value,
        members: Iterable[int] = (),
        administrators: Iterable[int] = (),
        forum: bool = False,
        bot: str = _MEMBER,
        username: str = "",
    ) -> int:
        """A group, supergroup or channel with people in it, the bot as `bot`; its number."""
        number = self._group_number(kind)
        chat = Chat(number, kind, title, username, forum, last_message=1)
        self.fake.world.chats[number] = chat
        for user in members:
            chat.members[user] = Member()
        for rank, user in enumerate(administrators):
            owner = ChatMemberStatus.OWNER.value
            chat.members[user] = Member(_ADMINISTRATOR if rank else owner)
        chat.members[self.fake.bot.id] = Member(bot)
        return number

    def topic(self, chat: int, name: str, *, by: int | None = None) -> int:
        """A new topic of a forum; its number."""
        place = self.fake.world.chat(chat)
        author = self.fake.bot.id if by is None else by
        message = self.fake.world.written(place)
        message.thread = message.id
        message.own = by is None
        message.body |= {
            "from": self.fake.world.user_shown(author),
            "message_thread_id": message.id,
            "is_topic_message": True,
            "forum_topic_created": {"name": name, "icon_color": 7322096},
        }
        place.topics[message.id] = Topic(message.id, name, message.body)
        if by is not None:
            self._told(place, message, UpdateType.MESSAGE)
        return message.id

    def close_topic(self, chat: int, topic: int) -> None:
        """Only administrators may write in a topic from now on."""
        self.fake.world.chat(chat).topics[topic].closed = True

    def delete_topic(self, chat: int, topic: int) -> None:
        """A topic goes with all its messages."""
        place = self.fake.world.chat(chat)
        del place.topics[topic]
        for message in place.messages.values():
            message.deleted |= message.thread == topic

    def join(self, chat: int, user: int) -> None:
        """Somebody comes into a group."""
        place = self.fake.world.chat(chat)
        self._become(place, user, Member(), user)
        self._service(place, user, {"new_chat_members": [self.fake.world.user_shown(user)]})

    def leave(self, chat: int, user: int) -> None:
        """Somebody goes."""
        place = self.fake.world.chat(chat)
        self._service(place, user, {"left_chat_member": self.fake.world.user_shown(user)})
        self._become(place, user, Member(_LEFT), user)

    def add_bot(self, chat: int, by: int, status: str = _MEMBER) -> None:
        """Somebody brings the bot into a group."""
        place = self.fake.world.chat(chat)
        self._become(place, self.fake.bot.id, Member(status), by)
        if place.kind != ChatType.CHANNEL:
            self._service(place, by, {"new_chat_members": [self.fake.bot.shown()]})

    def promote(self, chat: int, user: int | None = None, *, by: int, **rights: bool) -> None:
        """Somebody (the bot, if nobody is named) becomes an administrator, with these rights."""
        number = self.fake.bot.id if user is None else user
        member = Member(_ADMINISTRATOR, dict(rights))
        self._become(self.fake.world.chat(chat), number, member, by)

    def demote(self, chat: int, user: int | None = None, *, by: int) -> None:
        """Somebody (the bot, if nobody is named) is a plain member again."""
        number = self.fake.bot.id if user is None else user
        self._become(self.fake.world.chat(chat), number, Member(), by)

    def kick(self, chat: int, by: int) -> None:
        """The bot is thrown out for good."""
        self._become(self.fake.world.chat(chat), self.fake.bot.id, Member(_BANNED), by)

    def remove_bot(self, chat: int, by: int) -> None:
        """The bot is taken out of a group, and may come back."""
        place = self.fake.world.chat(chat)
        self._become(place, self.fake.bot.id, Member(_LEFT), by)

    def mute(self, chat: int, *, on: bool = True) -> None:
        """Only administrators may write, or everybody again."""
        self.fake.world.chat(chat).muted = on

    def block(self, user: int) -> None:
        """Somebody blocks the bot."""
        self.fake.world.users[user].blocked = True
        self._become(self.fake.world.chat(user), self.fake.bot.id, Member(_BANNED), user)

    def unblock(self, user: int) -> None:
        """Somebody lets the bot write again."""
        self.fake.world.users[user].blocked = False
        self._become(self.fake.world.chat(user), self.fake.bot.id, Member(), user)

    def deactivate(self, user: int) -> None:
        """An account goes."""
        self.fake.world.users[user].deactivated = True

    def migrate(self, chat: int, by: int) -> int:
        """A group becomes a supergroup; its new number."""
        old = self.fake.world.chat(chat)
        if old.kind != ChatType.GROUP:
            raise ValueError("only a basic group becomes a supergroup")
        number = self._group_number(ChatType.SUPERGROUP)
        members = {user: Member(one.status, one.rights) for user, one in old.members.items()}
        kind = ChatType.SUPERGROUP.value
        new = Chat(number, kind, old.title, members=members, last_message=1)
        self.fake.world.chats[number] = new
        self._service(old, by, {"migrate_to_chat_id": number})
        self._service(new, by, {"migrate_from_chat_id": chat})
        old.moved_to = number
        return number

    def _group_number(self, kind: str) -> int:
        number = self.fake.world.number()
        return -number if kind == ChatType.GROUP else _SUPERGROUP - number

    def _service(self, place: Chat, by: int, content: JSON) -> None:
        """A message that tells what happened."""
        message = self.fake.world.written(place)
        message.body |= {"from": self.fake.world.user_shown(by)} | content
        self._told(place, message, UpdateType.MESSAGE)

    def _become(self, place: Chat, user: int, member: Member, by: int) -> None:
        """Somebody's standing changes; the bot hears of its own, of others' as administrator."""
        former = place.members.get(user) or Member(_MEMBER if place.private else _LEFT)
        someone = self.fake.world.users[user]
        content = {
            "chat": self.fake.world.chat_shown(place),
            "from": self.fake.world.user_shown(by),
            "date": int(self.fake.clock.now()),
            "old_chat_member": former.shown(someone),
            "new_chat_member": member.shown(someone),
        }
        place.members[user] = member
        if user == self.fake.bot.id:
            self.fake.updates.put(UpdateType.MY_CHAT_MEMBER.value, content, f"member:{by}")
        elif self.fake.leads(place):
            self.fake.updates.put(UpdateType.CHAT_MEMBER.value, content, f"member:{user}")
