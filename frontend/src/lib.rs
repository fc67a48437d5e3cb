//! The WebAssembly entry. The page's script calls [`hydrate`] once, then wakes each island it finds.

// The islands are exported from `app`; without this they would be left out of the binary.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Readies Leptos for the islands of this page, which the page's script wakes in the same turn, and marks the moment (User Timing).
// Test: each journey that needs an island waits for the mark (end2end/support/awake.ts).
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    #[cfg(feature = "core")]
    let _: Option<()> = app::islands::when_touched();
    mark("awake");
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn mark(name: &str);
}

/// Half the size of the standard library's allocator, and as quick.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
