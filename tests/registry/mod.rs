//! A registry in this process: as much of OCI's distribution as a push uses.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// What a registry asks of those who push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// Nothing.
    Nothing,
    /// A name and a password; the base64 of both.
    Basic(&'static str),
    /// A token, which it gives to that name and password.
    Token(&'static str),
    /// Nobody is let in.
    Nobody,
    /// Nothing, but it fails at everything.
    Luck,
}

/// A request, and what came of it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The method and the path.
    pub line: String,
    /// The login that came with it.
    pub authorization: Option<String>,
    /// The status it was answered with.
    pub status: u16,
}

/// A running registry.
#[derive(Clone)]
pub struct Registry {
    /// Its host and port.
    pub host: String,
    state: Arc<Mutex<State>>,
}

struct State {
    wants: Wants,
    host: String,
    content: BTreeMap<String, Vec<u8>>,
    seen: Vec<Seen>,
}

struct Request {
    method: String,
    path: String,
    authorization: Option<String>,
    body: Vec<u8>,
}

type Answer = (u16, Vec<(&'static str, String)>, Vec<u8>);

impl Registry {
    /// Starts one.
    pub fn start(wants: Wants) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let state = Arc::new(Mutex::new(State {
            wants,
            host: host.clone(),
            content: BTreeMap::new(),
            seen: Vec::new(),
        }));
        let own = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let own = Arc::clone(&own);
                thread::spawn(move || serve(&stream.unwrap(), &own));
            }
        });
        Self { host, state }
    }

    /// What it holds, by path.
    pub fn content(&self) -> BTreeMap<String, Vec<u8>> {
        self.state.lock().unwrap().content.clone()
    }

    /// What it was asked.
    pub fn seen(&self) -> Vec<Seen> {
        self.state.lock().unwrap().seen.clone()
    }
}

/// Answers the requests of one connection until the client closes it.
fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        let (status, headers, body) = state.lock().unwrap().answer(&request);
        let mut head = format!("HTTP/1.1 {status} Said\r\n");
        for (name, value) in headers {
            head.extend([name, ": ", &value, "\r\n"]);
        }
        head.extend(["content-length: ", &body.len().to_string(), "\r\n\r\n"]);
        let mut answer = head.into_bytes();
        if request.method != "HEAD" {
            answer.extend_from_slice(&body);
        }
        let mut writer = stream;
        if writer.write_all(&answer).is_err() {
            return;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader
        .read_line(&mut line)
        .ok()
        .filter(|count| *count > 0)?;
    let mut words = line.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut authorization) = (0, None);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "authorization" => authorization = Some(value.to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request {
        method,
        path,
        authorization,
        body,
    })
}

impl State {
    fn answer(&mut self, request: &Request) -> Answer {
        let answer = self.judged(request);
        self.seen.push(Seen {
            line: format!("{} {}", request.method, request.path),
            authorization: request.authorization.clone(),
            status: answer.0,
        });
        answer
    }

    fn judged(&mut self, request: &Request) -> Answer {
        let wanted = match self.wants {
            Wants::Nothing => None,
            Wants::Nobody => return (403, Vec::new(), Vec::new()),
            Wants::Luck => {
                let body = r#"{"errors": [{"code": "UNKNOWN", "message": "the disk is full"}]}"#;
                return (500, Vec::new(), body.into());
            }
            Wants::Basic(login) => Some(format!("Basic {login}")),
            Wants::Token(login) if request.path.starts_with("/token") => {
                if request.authorization.as_deref() == Some(&format!("Basic {login}")) {
                    return (200, Vec::new(), br#"{"token": "TOKEN"}"#.to_vec());
                }
                return (401, Vec::new(), Vec::new());
            }
            Wants::Token(_) => Some("Bearer TOKEN".to_owned()),
        };
        if wanted.is_some() && wanted != request.authorization {
            return (
                401,
                vec![("www-authenticate", self.challenge())],
                Vec::new(),
            );
        }
        self.stored(request)
    }

    fn challenge(&self) -> String {
        match self.wants {
            Wants::Token(_) => format!(
                r#"Bearer realm="http://{}/token",service="this",scope="other""#,
                self.host
            ),
            _ => r#"Basic realm="this""#.to_owned(),
        }
    }

    fn stored(&mut self, request: &Request) -> Answer {
        let found = self.content.get(&request.path).cloned();
        match (request.method.as_str(), found) {
            ("HEAD" | "GET", Some(body)) => (200, Vec::new(), body),
            ("HEAD" | "GET", None) => (404, Vec::new(), Vec::new()),
            ("POST", _) => (
                202,
                vec![("location", "/upload?state=1".to_owned())],
                Vec::new(),
            ),
            ("PUT", _) => {
                let path = match request.path.split_once("digest=") {
                    Some((_, digest)) => format!("/v2/team/app/blobs/{digest}"),
                    None => request.path.clone(),
                };
                self.content.insert(path, request.body.clone());
                (201, Vec::new(), Vec::new())
            }
            _ => (405, Vec::new(), Vec::new()),
        }
    }
}
