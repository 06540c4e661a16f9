"""What holds for all tests: no network, whatever library would like to, no cache, no chance."""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is imported

# the user's own vectors are none of the tests' business, nor theirs the user's
os.environ["CLASSIFY_CACHE"] = tempfile.mkdtemp(prefix="classify-tests-")
atexit.register(shutil.rmtree, os.environ["CLASSIFY_CACHE"], ignore_errors=True)

# nor are the options that they repeat
os.environ["CLASSIFY_NO_SETTINGS"] = "1"

# a test that fails must fail again for whoever looks into it; a slow machine is no failure
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
