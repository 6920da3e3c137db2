"""Commands that list records."""

import click

from commands.calls import DONE, Call, json_option, pass_call
from commands.chinese import ChineseCommand
from inspections import listing


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
@json_option
@pass_call
def list_records(call: Call, /, what: str, as_json: bool, **filters: str) -> int:
    """List records."""
    call.as_json = as_json
    with call.program.reading() as hands:
        wanted = {name: value for name, value in filters.items() if value}
        listing.require_known(what, wanted)
        rows = listing.LISTS[what](hands.records, hands.files, wanted, call.program.today())
    if as_json:
        call.give(rows)
    else:
        for row in rows:
            call.tell(listing.line(what, row))
    return DONE
