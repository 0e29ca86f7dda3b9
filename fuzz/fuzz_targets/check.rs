#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kafka_blueprint_fuzz::check(bytes));
