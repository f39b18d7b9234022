"""Waking the networks: TensorFlow is started once per process, when a page first needs it, and then left in peace."""

import threading

import streamlit as st

_LOCK = threading.Lock()
_woken = False


def wake_networks():
    """Start TensorFlow and Keras, which takes some seconds the first time. Returns the device's name for people.

    Streamlit calls ``keras.backend.clear_session`` after every script run of every session, which throws away compiled
    kernels and Keras's state for the whole process: a training in another session runs four times slower, and a network
    that is being built there may break. So that name is pointed at nothing.
    """
    global _woken
    from lessons.nets.device import use_device

    with _LOCK:
        if not _woken:
            import keras

            keras.backend.clear_session = _leave_in_peace
            _woken = True
    return use_device()


def training_device():
    """The name of the device that trains, with a spinner while TensorFlow starts."""
    with st.spinner("Looking for a GPU"):
        return wake_networks()


def _leave_in_peace(free_memory=True):
    """Stands in for Keras's function of the same signature, and does nothing."""
