//! Values that components share: compared by address, so that a comparison costs
//! nothing however large they are. Whoever changes one makes a new one.

use std::ops::Deref;
use std::rc::Rc;

/// A shared value; two are equal if they are the same one.
#[derive(Debug)]
pub struct Shared<T: ?Sized>(Rc<T>);

impl<T: ?Sized> Shared<T> {
    /// Shares what `value` points to.
    pub fn new(value: &Rc<T>) -> Self {
        Self(Rc::clone(value))
    }

    /// The value, to be shared on.
    pub(crate) fn rc(&self) -> &Rc<T> {
        &self.0
    }

    /// Whether it is the value that `other` points to.
    pub(crate) fn is(&self, other: &Rc<T>) -> bool {
        Rc::ptr_eq(&self.0, other)
    }
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
