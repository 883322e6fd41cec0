//! Every file format and the only place that knows JSON.
