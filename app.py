"""Pigeonhole, wired: the page, what it fetches by URL, and what lives as long as the server.

streamlit run app.py
"""

from __future__ import annotations

import streamlit as st
from starlette.routing import Route

from ui import routes, services

app = st.App(
    "ui/main.py",
    lifespan=services.running,
    routes=[
        Route("/panorama/{token}/{face}", routes.panorama),
        Route("/library/{name}", routes.library),
        Route("/map/{name}", routes.map_file),
    ],
)
