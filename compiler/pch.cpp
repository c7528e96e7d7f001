// Anchor of the precompiled headers; see cmake/Fornax.cmake.
