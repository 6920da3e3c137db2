"""Commands that list records."""

import click

from commands.calls import DONE, Call, json_option, pass_call
from commands.chinese import ChineseCommand
from inspections import listing
from inspections.terms import PHOTO_STAGE


@click.command(
    cls=ChineseCommand,
    name="list",
    help=f"列出 {'、'.join(listing.LISTS)}",
)
@click.argument("what", type=click.Choice(sorted(listing.LISTS)), metavar="对象")
@click.option("--state", default="", metavar="状态")
@click.option("--institution", default="", metavar="编号")
@click.option("--inspection", default="", metavar="编号")
@click.option("--area", default="", metavar="编号", help="只列一个区域的 indicators")
@click.option("--item", default="", metavar="检查项", help="只列一个检查项的问题或常用语")
@click.option("--finding", default="", metavar="编号", help="只列一个问题的 photos")
@click.option("--stage", type=click.Choice(list(PHOTO_STAGE)), help="只列这一阶段的 photos")
@click.option("--person", default="", metavar="编号", help="只列此人添加的 photos")
@click.option("--from", "from", default="", metavar="日期", help="只列这一天起的 photos")
@click.option("--until", default="", metavar="日期", help="只列到这一天的 photos")
@click.option("--unlinked", is_flag=True, help="只列未关联问题和检查项的 photos")
@click.option("--flagged", is_flag=True, help="只列需要留意的 photos")
@click.option("--trash", is_flag=True, help="列出回收站中的 photos")
@json_option
@pass_call
def list_records(call: Call, /, what: str, as_json: bool, **filters: str | bool | None) -> int:
    """List records."""
    call.as_json = as_json
    with call.program.reading() as hands:
        wanted = {name: str(value) for name, value in filters.items() if value}
        listing.require_known(what, wanted)
        rows = listing.LISTS[what](hands.records, hands.files, wanted, call.program.today())
    if as_json:
        call.give(rows)
    else:
        for row in rows:
            call.tell(listing.line(what, row))
    return DONE
