//! Statuses as apimachinery's own serializers write them (tests/data/serialized): the same in every form.

mod agree;
mod oracle;
mod protobuf;
mod replay;

use agree::{samples, serialized, Sample};
use kube_status::{Response, Verb};
use protobuf::{agree_on_body, agree_on_frame, said};

fn said_of(sample: &Sample) -> impl PartialEq + std::fmt::Debug {
    said(&sample.request, &sample.head, &sample.body, sample.frame)
}

#[test]
fn a_status_says_the_same_in_every_form() {
    assert!(serialized(Verb::Get).len() > 80);
    for verb in Verb::ALL {
        for [compact, pretty, protobuf, frame] in serialized(*verb) {
            let told = said_of(&compact);
            assert_eq!(said_of(&pretty), told, "{}", pretty.name);
            assert_eq!(said_of(&protobuf), told, "{}", protobuf.name);
            let object = String::from_utf8(compact.body.clone()).expect("JSON");
            let in_json = format!(r#"{{"type":"ERROR","object":{object}}}"#);
            let told = said(&frame.request, &Response::new(200), in_json.as_bytes(), true);
            assert_eq!(format!("{:?}", said_of(&frame)), format!("{told:?}"), "{}", frame.name);
        }
    }
}

#[test]
fn prost_and_the_oracle_read_in_every_form_what_the_library_reads() {
    for forms in serialized(Verb::Update) {
        let [.., protobuf, frame] = &forms;
        let trusted = agree_on_body(&protobuf.request, &protobuf.head, protobuf.code, &protobuf.body);
        assert_eq!(trusted, protobuf.advice(&[&protobuf.body], &mut []).trusted(), "{}", protobuf.name);
        agree_on_frame(&frame.request, &frame.body);
        for form in &forms {
            form.agree(&form.body, "as it is");
        }
    }
}

#[test]
fn a_status_that_apimachinery_writes_again_says_what_it_said() {
    let (samples, mut compared) = (samples(), 0);
    for [compact, ..] in serialized(Verb::Get) {
        let name = compact.name.split(' ').next().expect("a name");
        if let Some(sample) = samples.iter().find(|sample| sample.name == name) {
            let again = said(&sample.request, &sample.head, &compact.body, false);
            assert_eq!(said(&sample.request, &sample.head, &sample.body, false), again, "{name}");
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
}
