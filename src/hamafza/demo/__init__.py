"""The demo network: a plainly fictional ministry, and one real page."""
