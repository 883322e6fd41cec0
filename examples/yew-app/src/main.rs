//! A Yew application with an article and the annotator beside it.

mod app;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
