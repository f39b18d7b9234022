"""Which files are written below some folders, by whichever process: as the kernel tells it (inotify, so on Linux alone)."""

from contextlib import contextmanager

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer


class _Notes(FileSystemEventHandler):
    def __init__(self):
        self.written = []

    def on_closed(self, event):
        """A file was closed that had been opened to be written."""
        self.written.append(event.src_path)


@contextmanager
def files_written(*folders):
    """Yields a list that fills with the paths of files that are written below the folders, also if they are deleted again."""
    notes, observer = _Notes(), Observer()
    for folder in folders:
        observer.schedule(notes, str(folder), recursive=True)
    observer.start()
    try:
        yield notes.written
    finally:
        observer.stop()
        observer.join()
