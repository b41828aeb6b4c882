//! The machines through the C ABI: from structs that hold any bytes, and from their beginning in a world that answers.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = kube_status_fuzz::Input(data);
    match input.u8() {
        0..=63 => kube_status_fuzz::machines::any_bytes(&mut input),
        kind => kube_status_fuzz::machines::from_the_beginning(kind % 2 == 0, &mut input),
    }
});
