"""Devices, their memory and launches, as host code sees them."""

from max.gpu.host.device_context import (
    DeviceAttribute, DeviceBuffer, DeviceContext, DeviceEvent, DeviceFunction, DevicePassable, DeviceStream, Dim, HostBuffer,
)
