"""Photos and documents: sent as an upload, by address or by the number of a file; fetched."""

from __future__ import annotations

from typing import Final

from telegram.constants import FileSizeLimit

from tests.fakeapi import access, texts
from tests.fakeapi.arguments import Args, Upload
from tests.fakeapi.fake import Fake
from tests.fakeapi.links import checked
from tests.fakeapi.methods import method
from tests.fakeapi.methods.messages import delivered
from tests.fakeapi.refusals import JSON, Refusal, bad

_ATTACHED: Final = "attach://"


def _file(fake: Fake, args: Args, name: str, most: int) -> tuple[str, Upload]:
    """The number and the content of the file that a call sends."""
    told = args.text(name)
    upload = args.uploads.get(told.removeprefix(_ATTACHED) if told else name)
    if upload is None and told in fake.world.files:
        former, content = fake.world.files[told]
        return told, Upload(former, "", content)
    if upload is None and told.startswith("http") and checked(told):
        upload = Upload(told.rsplit("/", 1)[-1], "", b"")
    if upload is None and told:
        raise bad("Wrong remote file identifier specified: Wrong character in the string")
    if upload is None:
        raise bad(f"There is no {name} in the request")
    if not upload.content and not told.startswith("http"):
        raise bad("File must be non-empty")
    if len(upload.content) > most:
        raise Refusal(413)
    number = f"FILE{fake.world.number()}"
    fake.world.files[number] = (upload.name, upload.content)
    return number, upload


def _captioned(fake: Fake, args: Args, content: JSON) -> JSON:
    text, entities = texts.caption(args)
    if text:
        content["caption"] = text
    if entities := access.mentioned(fake, entities):
        content["caption_entities"] = entities
    return content


@method("sendPhoto")
def send_photo(fake: Fake, args: Args) -> JSON:
    """A picture with a caption."""
    content = _captioned(fake, args, {})
    number, upload = _file(fake, args, "photo", FileSizeLimit.PHOTOSIZE_UPLOAD)
    size = {
        "file_id": number,
        "file_unique_id": f"U{number}",
        "width": 800,
        "height": 600,
        "file_size": len(upload.content),
    }
    return delivered(fake, args, {"photo": [size]} | content, "photos")


@method("sendDocument")
def send_document(fake: Fake, args: Args) -> JSON:
    """A file with a caption."""
    content = _captioned(fake, args, {})
    number, upload = _file(fake, args, "document", FileSizeLimit.FILESIZE_UPLOAD)
    document = {
        "file_id": number,
        "file_unique_id": f"U{number}",
        "file_name": upload.name,
        "mime_type": upload.kind or "application/octet-stream",
        "file_size": len(upload.content),
    }
    return delivered(fake, args, {"document": document} | content, "documents")


@method("getFile")
def get_file(fake: Fake, args: Args) -> JSON:
    """Where a file can be fetched."""
    number = args.text("file_id")
    if number not in fake.world.files:
        raise bad("Invalid file_id")
    _, content = fake.world.files[number]
    if len(content) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise bad("File is too big")
    return {
        "file_id": number,
        "file_unique_id": f"U{number}",
        "file_size": len(content),
        "file_path": f"files/{number}",
    }
