//! The dashboards as ConfigMaps that Grafana's sidecar finds.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ConfigMap;
use serde_json::{Value, json};

use super::{found_by, object};
use crate::{
    derive::{
        dashboard::{self, Dashboard, Form, Panel, Query, Unit},
        resource_name::fingerprint,
    },
    kubernetes::object::Object,
    model::{Deployment, monitoring::Monitoring},
};

/// Returns a ConfigMap for each dashboard.
pub fn objects(deployment: &Deployment, monitoring: &Monitoring) -> Vec<Object> {
    dashboard::all(deployment)
        .iter()
        .map(|dashboard| {
            let name = format!("{}-dashboard-{}", deployment.cluster.name, dashboard.name);
            let file = format!("{}-{}.json", deployment.cluster.name, dashboard.name);
            object(&ConfigMap {
                metadata: found_by(deployment, name, &monitoring.dashboard_labels),
                data: Some(BTreeMap::from([(file, json(deployment, dashboard))])),
                ..ConfigMap::default()
            })
        })
        .collect()
}

/// Returns a dashboard as Grafana reads it (Grafana: dashboard JSON model, schema version 39).
fn json(deployment: &Deployment, dashboard: &Dashboard) -> String {
    let place = format!("{}/{}", deployment.namespace, dashboard.title);
    let page = json!({
        "uid": format!("kafka-{}", fingerprint(&place)),
        "title": dashboard.title,
        "tags": ["kafka", deployment.cluster.name.as_str()],
        "schemaVersion": 39,
        "editable": false,
        "refresh": "1m",
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser",
        "templating": {"list": [{
            "name": "datasource",
            "label": "Prometheus",
            "type": "datasource",
            "query": "prometheus",
        }]},
        "panels": panels(&dashboard.panels),
    });
    let mut text = format!("{page:#}");
    text.push('\n');
    text
}

/// Numbers stand in rows of six, lines in rows of two; a row of one kind ends where the other
/// begins.
fn panels(panels: &[Panel]) -> Vec<Value> {
    const WIDTH: u64 = 24;
    let (mut x, mut y, mut row) = (0, 0, 0);
    let mut placed = Vec::new();
    for (id, panel) in (1_u64..).zip(panels) {
        let (width, height) = size(panel.form);
        if x > 0 && (height != row || x + width > WIDTH) {
            (x, y) = (0, y + row);
        }
        row = height;
        let position = json!({"x": x, "y": y, "w": width, "h": height});
        x += width;
        placed.push(picture(id, panel, &position));
    }
    placed
}

const fn size(form: Form) -> (u64, u64) {
    match form {
        Form::Number => (4, 4),
        Form::Lines => (12, 8),
    }
}

fn picture(id: u64, panel: &Panel, position: &Value) -> Value {
    let queries: Vec<Value> = ('A'..).zip(&panel.queries).map(query).collect();
    json!({
        "id": id,
        "title": panel.title,
        "type": match panel.form {
            Form::Number => "stat",
            Form::Lines => "timeseries",
        },
        "datasource": source(),
        "gridPos": position,
        "fieldConfig": {
            "defaults": {"unit": unit(panel.unit), "min": 0},
            "overrides": [],
        },
        "targets": queries,
    })
}

fn query((letter, query): (char, &Query)) -> Value {
    json!({
        "refId": letter.to_string(),
        "datasource": source(),
        "expr": query.expr.to_string(),
        "legendFormat": query.legend,
    })
}

fn source() -> Value {
    json!({"type": "prometheus", "uid": "${datasource}"})
}

/// Returns Grafana's name of a unit (Grafana: `valueFormats/categories.ts`).
const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "short",
        Unit::PerSecond => "cps",
        Unit::Bytes => "bytes",
        Unit::BytesPerSecond => "Bps",
        Unit::Share => "percentunit",
        Unit::Milliseconds => "ms",
        Unit::Seconds => "s",
        Unit::Days => "d",
    }
}
