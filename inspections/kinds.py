"""Every kind of record and its class: the one place that knows them all."""

from collections.abc import Mapping
from typing import Final

from inspections.area import Area
from inspections.assessment import RiskAssessment
from inspections.confirmation import Confirmation
from inspections.document import Document, NumberBlock
from inspections.finding import Finding
from inspections.inspection import Edition, Inspection, Response
from inspections.institution import Institution, Place
from inspections.joint_task import JointTask
from inspections.material import Material
from inspections.people import Agency, Installation, Person
from inspections.photo import Photo
from inspections.phrase import OwnPhrases
from inspections.record import Record

RECORD_TYPES: Final[Mapping[str, type[Record]]] = {
    kind.KIND: kind
    for kind in (
        Installation, Agency, Person, Edition, Institution, Place, Inspection, Response, Finding, Photo, NumberBlock,
        Document, Area, RiskAssessment, OwnPhrases, JointTask, Confirmation, Material,
    )
}  # fmt: skip
