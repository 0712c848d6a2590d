"""``manage.py work``: run background jobs."""

import signal
from argparse import ArgumentParser
from threading import Event
from types import FrameType

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from jiheng.jobs.worker import work


class Command(BaseCommand):
    """Runs until it is asked to stop; the job under way then goes back to the queue."""

    help = "执行后台任务"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="做完排队的任务后退出")

    def handle(self, *args: object, once: bool = False, **options: object) -> None:
        stop = Event()

        def end(number: int, frame: FrameType | None) -> None:
            stop.set()

        for wish in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wish, end)
        self.stdout.write("开始执行后台任务")
        self.stdout.flush()
        count = work(clock=now, stop=stop, once=once)
        self.stdout.write(f"已执行{count}个任务")
