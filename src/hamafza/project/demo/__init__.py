"""The demo network: a plainly fictional ministry, and one real page."""

from hamafza.project.demo.build import build

__all__ = ["build"]
