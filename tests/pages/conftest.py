import os

# Nobody listens there: what a job is asked to fetch from the net, in a process that inherits this, fails everywhere alike.
os.environ["https_proxy"] = "http://127.0.0.1:9"
