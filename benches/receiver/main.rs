//! A server without verification, which `../receiver.py` measures beside `vsw listen`. It is a proxy if an
//! upstream is given, else a handler.

use std::convert::Infallible;
use std::env;
use std::error::Error;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;

type Upstream = Option<(Client<HttpConnector, Full<Bytes>>, String)>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let address = arguments.next().ok_or("usage: receiver ADDRESS [http://UPSTREAM]")?;
    let upstream: Upstream = arguments.next().map(|origin| {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        (Client::builder(TokioExecutor::new()).build(connector), origin)
    });
    let listener = TcpListener::bind(address).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let upstream = upstream.clone();
        tokio::spawn(async move {
            let respond = service_fn(|request| respond(request, upstream.clone()));
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), respond).await;
        });
    }
}

async fn respond(
    request: Request<Incoming>,
    upstream: Upstream,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (mut head, body) = request.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let Some((client, origin)) = upstream else { return Ok(Response::default()) };
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    head.uri = format!("{origin}{path}").parse().unwrap_or_default();
    let answered = client.request(Request::from_parts(head, Full::new(body))).await;
    Ok(match answered {
        Ok(response) => {
            let (head, body) = response.into_parts();
            let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
            Response::from_parts(head, Full::new(body))
        }
        Err(_) => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::BAD_GATEWAY;
            response
        }
    })
}
