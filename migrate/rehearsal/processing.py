"""Processing an asset's file: what happens some time after the process call.

Owns finding the bytes (an upload, a file of this server, a remote address) and what processing writes.
"""

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from urllib.parse import quote

from migrate.rehearsal.blobs import read_blob, store_blob
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.fetch import fetch_remote
from migrate.rehearsal.files import own_file_path, stored_url
from migrate.rehearsal.images import image_size
from migrate.rehearsal.jobs import Job
from migrate.rehearsal.lifecycle import field_status, published_locales
from migrate.rehearsal.locales import locales_of
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.payload import Object, link, object_at, text_at
from migrate.rehearsal.records import Record, find, save

__all__ = ["process_file"]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file that processing has produced; one kept by reference has size 0."""

    url: str
    size: int
    image: tuple[int, int] | None


def process_file(transaction: Transaction, job: Job, options: RehearsalOptions, now: str) -> Job:
    """Give the file that the job names its address and details; one that fails stays as it was."""
    done = replace(job, state="done")
    asset, locale = text_at(job.payload, "asset"), text_at(job.payload, "locale")
    record = find(transaction, job.env, "Asset", asset)
    file = object_at(record.body, "fields", "file", locale) if record else {}
    if record is None or not file or "url" in file:
        # Gone, or asked for twice and ready since the first time.
        return done
    if any(fnmatchcase(text_at(file, "fileName"), pattern) for pattern in options.processing_failures):
        return done
    ready = _ready(transaction, job, asset, file, options)
    if ready is None:
        return done
    save(transaction, _with_file(transaction, record, job, (locale, _processed(file, ready)), options, now))
    return done


def _with_file(
    transaction: Transaction,
    record: Record,
    job: Job,
    processed: tuple[str, Object],
    options: RehearsalOptions,
    now: str,
) -> Record:
    locale, file = processed
    fields = object_at(record.body, "fields")
    body: Object = {**record.body, "fields": {**fields, "file": {**object_at(fields, "file"), locale: file}}}
    # All locales of one asset are asked for with the same version; the version rises once for all of them.
    once = not options.open_points.version_per_locale
    again = once and record.sys["version"] != job.payload["version"]
    codes = [one.code for one in locales_of(transaction, record.env)]
    sys: Object = {
        **record.sys,
        "version": record.version if again else record.version + 1,
        "updatedAt": now,
        "updatedBy": link("User", text_at(job.payload, "user")),
    }
    sys["fieldStatus"] = field_status(codes, published_locales(record.sys), body, record.public_body)
    return replace(record, sys=sys, body=body)


def _processed(file: Object, ready: _Ready) -> Object:
    details: Object = {"size": ready.size}
    if ready.image is not None:
        details["image"] = {"width": ready.image[0], "height": ready.image[1]}
    return {
        "url": ready.url,
        "details": details,
        "fileName": file.get("fileName"),
        "contentType": file.get("contentType"),
    }


def _ready(transaction: Transaction, job: Job, asset: str, file: Object, options: RehearsalOptions) -> _Ready | None:
    upload = text_at(file, "uploadFrom", "sys", "id")
    address = text_at(file, "upload")
    if upload:
        row = transaction.execute("SELECT blob FROM upload WHERE space = ? AND id = ?", (job.space, upload)).fetchone()
        digest = row[0] if row else ""
    elif own_file_path(address):
        digest = own_file_path(address).split("/")[4]
    elif options.fetch_remote:
        data = fetch_remote(address)
        digest = "" if data is None else store_blob(transaction, data)
    else:
        # Kept by reference: the address is the file's address, and nothing more is known of it.
        return _Ready(url=f"//{address.partition('//')[2]}", size=0, image=None)
    found = read_blob(transaction, digest)
    if found is None:
        return None
    name = quote(text_at(file, "fileName").replace("/", "_"))
    return _Ready(stored_url(job.space, asset, digest, name), len(found), image_size(found))
