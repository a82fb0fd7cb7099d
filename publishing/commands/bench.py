"""``make bench``: measure speed, against sphinx-simplepdf on the same sources in the same run."""

from publishing.commands.shared import add_languages, say, warn
from publishing.pipeline import bench

add_arguments = add_languages


def run(options) -> int:
    """Print the tables; 1 when a build of ours fails or passes a limit."""
    try:
        return 0 if bench.measure(options.codes, say) else 1
    except bench.BenchError as error:
        warn(str(error))
        return 1
