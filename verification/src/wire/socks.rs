//! The side of SOCKS5 that is asked (RFC 1928), with a password (RFC 1929).

use std::io::{Error, Result};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The version of the protocol, and that of its passwords.
const VERSION: u8 = 5;
const OF_PASSWORDS: u8 = 1;

/// The way to log in that is asked for, and the answer that no way of the client's will do.
const PASSWORD: u8 = 2;
const NO_WAY: u8 = 0xff;

/// The only command that is understood.
const CONNECT: u8 = 1;

/// How an address is written.
const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;

/// The answers to a command.
const DONE: u8 = 0;
const REFUSED: u8 = 5;

/// Lets a client in that knows `password`, and returns where it wants to go.
pub(super) async fn wanted<S>(client: &mut S, password: &str) -> Result<(String, u16)>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let [version, ways] = bytes(client).await?;
    let ways = many(client, ways).await?;
    if version != VERSION || !ways.contains(&PASSWORD) {
        client.write_all(&[VERSION, NO_WAY]).await?;
        return Err(Error::other("a client that knows no password"));
    }
    client.write_all(&[VERSION, PASSWORD]).await?;
    let [_, user] = bytes(client).await?;
    many(client, user).await?;
    let [length] = bytes(client).await?;
    if many(client, length).await? != password.as_bytes() {
        client.write_all(&[OF_PASSWORDS, REFUSED]).await?;
        return Err(Error::other("a client with another password"));
    }
    client.write_all(&[OF_PASSWORDS, DONE]).await?;
    destination(client).await
}

/// Tells the client whether the way is open.
pub(super) async fn answer<S>(client: &mut S, is_open: bool) -> Result<()>
where
    S: AsyncWrite + Unpin,
{
    let answer = if is_open { DONE } else { REFUSED };
    // The address that the proxy itself has is of no use to anybody.
    let answer = [VERSION, answer, 0, IPV4, 0, 0, 0, 0, 0, 0];
    client.write_all(&answer).await
}

async fn destination<S: AsyncRead + Unpin>(client: &mut S) -> Result<(String, u16)> {
    let [_, command, _, kind] = bytes(client).await?;
    if command != CONNECT {
        return Err(Error::other("a command other than to connect"));
    }
    let host = match kind {
        IPV4 => std::net::Ipv4Addr::from(bytes::<4, _>(client).await?).to_string(),
        IPV6 => std::net::Ipv6Addr::from(bytes::<16, _>(client).await?).to_string(),
        NAME => {
            let [length] = bytes(client).await?;
            String::from_utf8(many(client, length).await?).map_err(Error::other)?
        }
        _ => return Err(Error::other("an address of an unknown kind")),
    };
    Ok((host, client.read_u16().await?))
}

async fn bytes<const N: usize, S: AsyncRead + Unpin>(client: &mut S) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes).await?;
    Ok(bytes)
}

async fn many<S: AsyncRead + Unpin>(client: &mut S, length: u8) -> Result<Vec<u8>> {
    let mut bytes = vec![0; length.into()];
    client.read_exact(&mut bytes).await?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use tokio_socks::tcp::Socks5Stream;

    use super::*;

    /// Lets a client of another's make ask for `target`, and returns both sides' view.
    async fn met(target: (&'static str, u16), password: &str) -> (Result<(String, u16)>, bool) {
        let (client, mut server) = tokio::io::duplex(512);
        let asked = Socks5Stream::connect_with_password_and_socket(
            client,
            target,
            "verification",
            password,
        );
        let asked = async { asked.await.is_ok() };
        let told = async {
            let wanted = wanted(&mut server, "right").await;
            if wanted.is_ok() {
                answer(&mut server, true).await?;
            }
            wanted
        };
        tokio::join!(told, asked)
    }

    #[tokio::test]
    async fn a_client_with_the_password_says_where_it_wants_to_go() {
        for (host, port) in [("broker-0.kafka", 9093), ("10.1.2.3", 9093), ("::1", 1)] {
            let (told, asked) = met((host, port), "right").await;
            assert_eq!(told.unwrap(), (host.to_owned(), port));
            assert!(asked);
        }
    }

    #[tokio::test]
    async fn a_client_with_another_password_gets_nowhere() {
        let (told, asked) = met(("broker-0.kafka", 9093), "wrong").await;
        assert!(told.is_err() && !asked);
    }
}
