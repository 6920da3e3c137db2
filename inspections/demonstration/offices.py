"""The agencies of the demonstration and their people; the county, the names and the numbers are made up."""

from dataclasses import dataclass
from typing import Final

from inspections.document import PAPERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One agency with what its papers print."""

    key: str
    name: str
    short_name: str
    prefix: str
    basis: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """One person; without certificate an assistant, who never signs as an officer."""

    key: str
    name: str
    office: str
    post: str
    certificate: str = ""
    authorised: bool = False


COUNTY: Final = "临江县"
REVIEW_ORGAN: Final = "临江县人民政府"
COURT: Final = "临江县人民法院"
CONFIRMED_BY: Final = "法制审核人 明法理（演示）"
LAST_NUMBER: Final = 200

OFFICES: Final = (
    Office(
        key="civil_affairs", name="临江县民政局", short_name="民政", prefix="临民", phone="0000-5550001",
        basis="《老年人权益保障法》《养老机构管理办法》",
    ),
    Office(
        key="fire", name="临江县消防救援大队", short_name="消防", prefix="临消", phone="0000-5550002",
        basis="《消防法》《养老机构消防安全管理规定》",
    ),
    Office(
        key="housing", name="临江县住房和城乡建设局", short_name="住建", prefix="临住建", phone="0000-5550004",
        basis="《建筑法》《消防法》",
    ),
    Office(
        key="market", name="临江县市场监督管理局", short_name="市监", prefix="临市监", phone="0000-5550003",
        basis="《食品安全法》《特种设备安全法》",
    ),
)  # fmt: skip

PEOPLE: Final = (
    Employee(
        key="yan", name="严查实", office="civil_affairs", post="养老服务股股长", certificate="演民0001", authorised=True
    ),
    Employee(key="wen", name="文佐证", office="civil_affairs", post="科员", certificate="演民0002"),
    Employee(key="he", name="何复核", office="civil_affairs", post="副局长", certificate="演民0003", authorised=True),
    Employee(key="fang", name="方未然", office="fire", post="监督指导科科长", certificate="演消0001", authorised=True),
    Employee(key="lu", name="路常通", office="fire", post="监督员", certificate="演消0002"),
    Employee(key="shui", name="水长清", office="fire", post="大队长", certificate="演消0003", authorised=True),
    Employee(
        key="zhu", name="祝安居", office="housing", post="消防验收股股长", certificate="演住0001", authorised=True
    ),
    Employee(key="jian", name="简图纸", office="housing", post="科员", certificate="演住0002"),
    Employee(key="mi", name="米验真", office="market", post="食品安全股股长", certificate="演市0001", authorised=True),
    Employee(key="gu", name="谷留样", office="market", post="科员", certificate="演市0002"),
    Employee(key="zhuan", name="章问道", office="fire", post="消防技术专家"),
    Employee(key="ge", name="葛走访", office="civil_affairs", post="网格员"),
)
USER: Final = "yan"
"""Whom the laptop of the demonstration is set up for."""


def block_prefix(office: Office, paper: str) -> str:
    """Return what stands before the year in a number."""
    return f"{office.prefix}{PAPERS[paper].word}"
