"""Devices, their memory and launches, as host code sees them."""

from max.gpu.host.buffer import DeviceBuffer, HostBuffer
from max.gpu.host.device_attribute import Attribute, DeviceAttribute, FuncAttribute
from max.gpu.host.device_context import DeviceContext
from max.gpu.host.dim import Dim
from max.gpu.host.launch import DeviceFunction
from max.gpu.host.stream import DeviceEvent, DeviceStream
from std.builtin.device_passable import DevicePassable, DeviceTypeEncoder
