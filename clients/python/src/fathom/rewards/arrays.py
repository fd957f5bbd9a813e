"""The array functions that numpy and torch do not spell alike. Torch is not imported: whoever has a tensor did that."""

from __future__ import annotations

import sys
from typing import Any, Protocol

import numpy as np

from fathom.checks import fail


class Namespace(Protocol):
    """Elementwise functions on one kind of array, in 64 bits."""

    def double(self, name: str, value: Any) -> Any:
        """`value` as 64-bit floats; a ValueError names it when it is no array of numbers."""

    def restore(self, result: Any, *inputs: Any) -> Any:
        """`result` in the dtype that the inputs have in common."""

    def all(self, mask: Any) -> bool: ...
    def any(self, mask: Any) -> bool: ...
    def isfinite(self, x: Any) -> Any: ...
    def isnan(self, x: Any) -> Any: ...
    def exp(self, x: Any) -> Any: ...
    def norm(self, x: Any) -> Any:
        """Length of the vectors along the last axis."""

    def minimum(self, x: Any, bound: float) -> Any: ...
    def maximum(self, x: Any, bound: float) -> Any: ...
    def where(self, mask: Any, x: Any, y: Any) -> Any: ...
    def broadcast_shapes(self, *shapes: Any) -> Any: ...


class _Numpy:
    def __init__(self) -> None:
        self.isfinite, self.isnan, self.exp, self.where = np.isfinite, np.isnan, np.exp, np.where
        self.minimum, self.maximum, self.broadcast_shapes = np.minimum, np.maximum, np.broadcast_shapes

    def double(self, name: str, value: Any) -> Any:
        try:
            array = np.asarray(value)
            if array.dtype.kind in "fiub":
                return array.astype(np.float64)
        except ValueError:
            pass
        fail(name, "an array of numbers", type(value).__name__)

    def restore(self, result: Any, *inputs: Any) -> Any:
        return result

    def all(self, mask: Any) -> bool:
        return bool(np.all(mask))

    def any(self, mask: Any) -> bool:
        return bool(np.any(mask))

    def norm(self, x: Any) -> Any:
        return np.sqrt((x * x).sum(axis=-1))


class _Torch:
    """Keeps device and gradient; computes in 64 bits and gives back the inputs' dtype."""

    def __init__(self, torch: Any, device: Any) -> None:
        self._torch = torch
        self._device = device
        self.isfinite, self.isnan, self.exp, self.where = torch.isfinite, torch.isnan, torch.exp, torch.where
        self.broadcast_shapes = torch.broadcast_shapes

    def double(self, name: str, value: Any) -> Any:
        if not isinstance(value, self._torch.Tensor):
            value = self._torch.as_tensor(_NUMPY.double(name, value), device=self._device)
        elif value.is_complex():
            fail(name, "a tensor of real numbers", value.dtype)
        return value.double()

    def restore(self, result: Any, *inputs: Any) -> Any:
        dtypes = [value.dtype for value in inputs if isinstance(value, self._torch.Tensor)]
        floating = [dtype for dtype in dtypes if dtype.is_floating_point] or [self._torch.get_default_dtype()]
        widest = max(floating, key=lambda dtype: int(dtype.itemsize))
        return result.to(widest)

    def all(self, mask: Any) -> bool:
        return bool(mask.all())

    def any(self, mask: Any) -> bool:
        return bool(mask.any())

    def norm(self, x: Any) -> Any:
        return self._torch.linalg.vector_norm(x, dim=-1)

    def minimum(self, x: Any, bound: float) -> Any:
        return x.clamp(max=bound)

    def maximum(self, x: Any, bound: float) -> Any:
        return x.clamp(min=bound)


_NUMPY = _Numpy()


def namespace_of(*values: Any) -> Namespace:
    """Torch's functions when any of the values is a tensor, numpy's otherwise."""
    torch = sys.modules.get("torch")
    if torch is not None:
        for value in values:
            if isinstance(value, torch.Tensor):
                return _Torch(torch, value.device)
    return _NUMPY
