"""The home of device code in 1.0 releases; `max.gpu` is its home now."""

from max.gpu import *
