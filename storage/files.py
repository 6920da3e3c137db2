"""The files beside the records: originals, papers, editions and keys, each durable before anything names it."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

import tomli

from checklists import loader
from checklists.model import Checklist
from inspections.confirmation import Confirmation
from inspections.document import Document
from inspections.entry import JsonObject
from inspections.finding import Finding
from inspections.gallery import Pixels
from inspections.marks import PLAIN, Layer
from inspections.photo import Photo
from inspections.photo_pair import Likeness
from inspections.records import Presence, StoredPhoto, UnavailableError
from inspections.refusal import BadValueError, NotFoundError
from storage import camera, durable, likeness, marking, photos, pictures, viewing
from storage.datadir import DataDir

DAY_SECONDS: Final = 24 * 3600
PAPER_EXTENSION: Final = "pdf"
_WORDS: Final = {"missing": "缺失", "altered": "内容被改动"}
_FROM_BACKUP: Final = "请从备份中恢复该文件后再试。"


class DataFiles:
    """Originals, derivatives, papers and checklist files of one data directory."""

    def __init__(self, directory: DataDir, *, typeface: Path | None = None) -> None:
        self._directory = directory
        self._typeface = typeface
        self._loaded = lru_cache(maxsize=64)(self._load)

    @property
    def root(self) -> Path:
        """Return the data directory."""
        return self._directory.root

    def store_photo(self, data: bytes, *, name: str, file_time: str = "", keep_damaged: bool = False) -> StoredPhoto:
        """Keep the original bytes durably; RefusedError names what is no usable picture."""
        return photos.store(self._directory.photos, data, name=name, file_time=file_time, keep_damaged=keep_damaged)

    def make_pictures(self, data: bytes, photo: StoredPhoto) -> None:
        """Make thumbnail and derivative while the bytes are at hand; what fails is made, or told, when it is shown."""
        paths = (self._cached(photo.sha256, pictures.THUMBNAIL), self._cached(photo.sha256, pictures.DERIVATIVE))
        if not all(path.exists() for path in paths):
            with suppress(BadValueError, OSError, MemoryError):
                self._keep_pictures(photo.sha256, pictures.both(data))

    def photo_path(self, sha256: str, extension: str) -> Path:
        """Return where an original lies."""
        return photos.place(self._directory.photos, sha256, extension)

    def thumbnail(self, sha256: str, extension: str, layer: Layer = PLAIN) -> bytes:
        """Return a small upright JPEG with its marks, from the cache or made now (320 px)."""
        return self._picture(sha256, extension, pictures.THUMBNAIL, layer)

    def derivative(self, sha256: str, extension: str, layer: Layer = PLAIN) -> bytes:
        """Return the upright JPEG with its marks and without EXIF for papers and viewer (1600 px)."""
        return self._picture(sha256, extension, pictures.DERIVATIVE, layer)

    def likeness(self, sha256: str, extension: str) -> Likeness:
        """Return the perceptual hashes of an original, from the cache or made now."""
        cached = self._directory.cache / f"likeness-{likeness.RECIPE}" / sha256[:2] / f"{sha256}.txt"
        kept = likeness.from_text(cached.read_text("ascii")) if cached.exists() else ()
        if kept:
            return kept
        made = likeness.likeness(self.thumbnail(sha256, extension))
        data = likeness.as_text(made).encode("ascii")
        with durable.disk_faults(self._directory.cache, needed=len(data)):
            durable.write_cache(cached, data)
        return made

    def pixels(self, sha256: str, extension: str, layer: Layer = PLAIN, *, longest: int) -> Pixels:
        """Return an upright picture with its marks for the screen, the longer side at most `longest`."""
        for size in (pictures.THUMBNAIL, pictures.DERIVATIVE):
            if longest <= size:
                return viewing.of_jpeg(self._picture(sha256, extension, size, layer), longest=longest)
        return viewing.of_original(self._original(sha256, extension), longest=longest, draw=self._drawing(layer))

    def photo_facts(self, sha256: str, extension: str) -> Mapping[str, str]:
        """Return what the camera wrote into an original: camera, taken, exposure, aperture, iso, place ..."""
        return camera.facts(self._original(sha256, extension))

    def forget_derivative(self, sha256: str) -> None:
        """Drop the cached derivatives of an original, so that the next is made from the examined original."""
        self._forget(sha256, f"{pictures.DERIVATIVE}-*")

    def discard_photo(self, sha256: str, extension: str) -> bool:
        """Remove an original and its cached pictures: the trash alone asks for it, after the entry says so."""
        path = self.photo_path(sha256, extension)
        held = path.exists()
        with durable.disk_faults(path.parent):
            self._forget(sha256, "*")
            if held:
                path.chmod(0o600)  # Windows removes no read-only file
                path.unlink()
                durable.sync_folder(path.parent)
        return held

    def store_document(self, data: bytes, *, extension: str) -> str:
        """Keep a paper or scan durably; returns its SHA-256."""
        digest = hashlib.sha256(data).hexdigest()
        self._keep(self.document_path(digest, extension), data, digest)
        return digest

    def document_path(self, sha256: str, extension: str) -> Path:
        """Return where a paper or scan lies."""
        return photos.place(self._directory.documents, sha256, extension)

    def find_document(self, sha256: str) -> Path | None:
        """Return the kept file of a digest whatever its ending, None where there is none."""
        folder = photos.place(self._directory.documents, sha256, PAPER_EXTENSION).parent
        found = sorted(folder.glob(f"{sha256}.*")) if folder.is_dir() else []
        return found[0] if found else None

    def store_checklist(self, data: bytes) -> str:
        """Keep an edition's file durably; returns its SHA-256."""
        digest = hashlib.sha256(data).hexdigest()
        self._keep(self._checklist_path(digest), data, digest)
        return digest

    def checklist(self, digest: str) -> Checklist:
        """Return a loaded edition by its digest."""
        return self._loaded(digest)

    def checklist_bytes(self, digest: str) -> bytes:
        """Return the bytes of an edition's file."""
        try:
            data = self._checklist_path(digest).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError(f"本机没有检查表版本 {digest[:12]}。", "请从备份恢复，或重新导入该检查表。") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise UnavailableError(f"检查表文件 {digest[:12]} 内容被改动。", _FROM_BACKUP)
        return data

    def key_path(self, name: str) -> Path:
        """Return where a key or certificate lies."""
        if not name or name != Path(name).name or name.startswith("."):
            raise BadValueError(f"密钥文件名“{name}”无效。")
        return self._directory.keys / name

    def check_photo(self, sha256: str, extension: str) -> Presence:
        """Read an original again and tell whether it is still what its name says."""
        return _presence(self.photo_path(sha256, extension), sha256)

    def check_document(self, sha256: str) -> Presence:
        """Read a paper, scan or derivative again and tell whether it is still what its name says."""
        found = self.find_document(sha256)
        return _presence(found, sha256) if found else "missing"

    def audit_files(
        self,
        kept_photos: Iterable[Photo],
        documents: Iterable[Document],
        findings: Iterable[Finding] = (),
        confirmations: Iterable[Confirmation] = (),
    ) -> list[str]:
        """Return in Chinese what is missing or altered of all the files that the records name."""
        findings = tuple(findings)
        numbers = {one.id: one.number for one in findings}
        kept = {(one.sha256, one.extension, _photo_name(one, numbers)) for one in kept_photos if not one.destroyed}
        problems = []
        for sha256, extension, name in sorted(kept):
            presence = self.check_photo(sha256, extension)
            if presence != "ok":
                problems.append(f"照片原件{name}（{sha256[:12]}）{_WORDS[presence]}。")
        named = sorted({(digest, one.title, one.number) for one in documents for digest in document_digests(one)})
        for digest, title, number in named:
            presence = self.check_document(digest)
            if presence != "ok":
                problems.append(f"《{title}》{number}的文件（{digest[:12]}）{_WORDS[presence]}。")
        relied = sorted({(digest, one.number) for one in findings for digest in evidence_digests(one)})
        for digest, number in relied:
            presence = self.check_document(digest)
            if presence != "ok":
                problems.append(f"问题{number}的认定依据（{digest[:12]}）{_WORDS[presence]}。")
        official = sorted({(digest, one.reference.key) for one in confirmations for digest in one.file_digests})
        for digest, key in official:
            presence = self.check_document(digest)
            if presence != "ok":
                problems.append(f"“{key}”的官方原文附件（{digest[:12]}）{_WORDS[presence]}。")
        return problems

    def sweep(self, named: Collection[str], *, now: float) -> list[Path]:
        """Move temporary files and files that no record names, older than a day, to the quarantine; delete nothing."""
        before = now - DAY_SECONDS
        moved = []
        for path in self._strays(frozenset(named)):
            if path.stat().st_mtime < before:
                target = self._directory.quarantine / path.relative_to(self.root)
                durable.make_folder(target.parent)
                path.replace(target)
                durable.sync_folder(target.parent)
                moved.append(target)
        return moved

    def _strays(self, named: frozenset[str]) -> Iterator[Path]:
        for folder in (self._directory.photos, self._directory.documents, self._directory.checklists):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and (path.name.startswith(durable.TEMPORARY) or path.stem not in named):
                    yield path

    def _picture(self, sha256: str, extension: str, longest: int, layer: Layer) -> bytes:
        cached = self._cached(sha256, longest, layer)
        data = cached.read_bytes() if cached.exists() else b""
        # A power cut may leave an empty or half file in the cache: it is made again.
        if data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9"):
            return data
        if layer.is_empty:
            return self._plain_picture(sha256, extension, longest)
        made = self._marked(sha256, extension, longest, layer)
        with durable.disk_faults(self._directory.cache, needed=len(made)):
            durable.write_cache(cached, made)
        return made

    def _plain_picture(self, sha256: str, extension: str, longest: int) -> bytes:
        made = pictures.both(self._original(sha256, extension))
        with durable.disk_faults(self._directory.cache, needed=len(made.thumbnail) + len(made.derivative)):
            self._keep_pictures(sha256, made)
        return made.thumbnail if longest == pictures.THUMBNAIL else made.derivative

    def _keep_pictures(self, sha256: str, made: pictures.Pictures) -> None:
        durable.write_cache(self._cached(sha256, pictures.THUMBNAIL), made.thumbnail)
        durable.write_cache(self._cached(sha256, pictures.DERIVATIVE), made.derivative)

    def _cached(self, sha256: str, longest: int, layer: Layer = PLAIN) -> Path:
        name = sha256 if layer.is_empty else f"{sha256}-{layer.digest}"
        return self._directory.cache / f"{longest}-{pictures.RECIPE}" / sha256[:2] / f"{name}.jpg"

    def _marked(self, sha256: str, extension: str, longest: int, layer: Layer) -> bytes:
        if longest < pictures.DERIVATIVE:
            # Made from the large one: the same marks, and what is hidden there never was in this one.
            return pictures.upright_jpeg(self.derivative(sha256, extension, layer), longest=longest)
        return pictures.upright_jpeg(self._original(sha256, extension), longest=longest, draw=self._drawing(layer))

    def _drawing(self, layer: Layer) -> marking.Drawing | None:
        return None if layer.is_empty else marking.drawing(layer, self._typeface)

    def _forget(self, sha256: str, folders: str) -> None:
        for cached in self._directory.cache.glob(f"{folders}/{sha256[:2]}/{sha256}*"):
            cached.unlink(missing_ok=True)

    def _original(self, sha256: str, extension: str) -> bytes:
        try:
            data = self.photo_path(sha256, extension).read_bytes()
        except FileNotFoundError as error:
            raise UnavailableError(f"照片原件 {sha256[:12]} 缺失。", _FROM_BACKUP) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise UnavailableError(f"照片原件 {sha256[:12]} 内容被改动。", _FROM_BACKUP)
        return data

    def _keep(self, path: Path, data: bytes, digest: str) -> None:
        if photos.digest_of(path) == digest:
            durable.sync_folder(path.parent)
            return
        durable.make_folder(path.parent)
        durable.require_space(path.parent, len(data))
        durable.write(path, data)

    def _checklist_path(self, digest: str) -> Path:
        # The same check of the name as for all files by digest; editions lie side by side.
        return self._directory.checklists / photos.place(self._directory.checklists, digest, "toml").name

    def _load(self, digest: str) -> Checklist:
        data = self.checklist_bytes(digest)
        code = tomli.loads(data.decode("utf-8"))["checklist"]["code"]
        return loader.load(data, name=f"{code}.toml")


def document_digests(document: Document) -> tuple[str, ...]:
    """Return the digests of the kept files that a paper's record needs: as sealed, as signed, pictures, scans."""
    return needed_digests(document.fields.values(), document.sets)


def needed_digests(fields: JsonObject, sets: JsonObject) -> tuple[str, ...]:
    """Return the digests of the kept files that the values of a paper name, some of them with the ending."""
    named = {str(fields.get(name) or "").partition(".")[0] for name in ("file", "content", "scan", "stamp_scan")}
    named.update(fields.get("pictures") or ())
    return tuple(sorted({*named, *sets.get("scans", {})} - {""}))


def evidence_digests(finding: Finding) -> tuple[str, ...]:
    """Return the digests of the files that a finding's determination rests on."""
    return needed_evidence(finding.sets)


def needed_evidence(sets: JsonObject) -> tuple[str, ...]:
    """Return the digests of the files among the sets of a finding."""
    return tuple(sorted({str(one["digest"]) for one in sets.get("evidence", {}).values()}))


def _presence(path: Path, sha256: str) -> Presence:
    found = photos.digest_of(path)
    return "ok" if found == sha256 else "altered" if found else "missing"


def _photo_name(photo: Photo, numbers: Mapping[str, str]) -> str:
    """Name a photo in a message: by its file and the number of its finding."""
    name, number = photo.fields.text("name"), numbers.get(photo.finding, "")
    return (f"“{name}”" if name else "") + (f"（问题 {number}）" if number else "")
