"""The ruling lines of a PDF page, from pdfium's path objects, and how many pictures it holds."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.limits import Limits
from ingest.model import DocumentRefusedError
from ingest.readers.pdf_geometry import Edge, Transform

_STRAIGHT_TOLERANCE = 0.5
_THIN = 3.0  # a filled box thinner than this is a ruling line; pdfplumber snaps its two sides together as well
_MAX_FORM_DEPTH = 10

Matrix = tuple[float, float, float, float, float, float]


def read_edges(page: pypdfium2.PdfPage, upright: Transform, limits: Limits) -> tuple[list[Edge], int]:
    edges: list[Edge] = []
    images = 0
    for raw, kind, matrix in _walk_objects(_page_children(page), (1, 0, 0, 1, 0, 0), 0):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            edges.extend(_drawn_edges(raw, matrix, upright))
            if len(edges) > limits.max_page_objects:
                raise DocumentRefusedError("too_many_pages", f"More than {limits.max_page_objects} lines on a page")
    return edges, images


def _page_children(page: pypdfium2.PdfPage) -> Iterator[Any]:
    return (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(pdfium.FPDFPage_CountObjects(page.raw)))


def _walk_objects(children: Iterator[Any], outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Images and paths, inside nested forms too, with the matrix that takes the form to user space."""
    for raw in children:
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH):
            yield raw, kind, outer
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_FORM_DEPTH:
            count = pdfium.FPDFFormObj_CountObjects(raw)
            inside = (pdfium.FPDFFormObj_GetObject(raw, index) for index in range(count))
            yield from _walk_objects(inside, _product(_matrix(raw), outer), depth + 1)


def _drawn_edges(raw: Any, outer: Matrix, upright: Transform) -> Iterator[Edge]:
    """The edges of one path; a thin filled box, as word processors draw most lines, is one edge along its middle."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(raw, fill, stroke)
    if stroke.value:
        yield from _path_edges(raw, _product(_matrix(raw), outer), upright)
    elif fill.value:
        x0, y0, x1, y1 = _bounds(raw, outer, upright)
        if x1 - x0 > _THIN and y1 - y0 > _THIN:
            yield from _path_edges(raw, _product(_matrix(raw), outer), upright)
        elif x1 - x0 > y1 - y0:
            yield Edge(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
        else:
            yield Edge((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)


def _bounds(raw: Any, outer: Matrix, upright: Transform) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(raw, left, bottom, right, top)
    a, b, c, d, e, f = outer
    corners = [
        upright(a * x + c * y + e, b * x + d * y + f) for x, y in ((left.value, bottom.value), (right.value, top.value))
    ]
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _matrix(raw: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _path_edges(raw: Any, matrix: Matrix, upright: Transform) -> Iterator[Edge]:
    """The straight upright sides of a path; curves and slanted sides rule no table."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(raw)):
        segment = pdfium.FPDFPath_GetPathSegment(raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = upright(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _straight(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _straight(last, start)
            last = start


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Edge]:
    (x0, y0), (x1, y1) = sorted((one, other))
    if abs(x1 - x0) <= _STRAIGHT_TOLERANCE < abs(y1 - y0):
        middle = (x0 + x1) / 2
        yield Edge(middle, min(y0, y1), middle, max(y0, y1))
    elif abs(y1 - y0) <= _STRAIGHT_TOLERANCE < abs(x1 - x0):
        middle = (y0 + y1) / 2
        yield Edge(x0, middle, x1, middle)
