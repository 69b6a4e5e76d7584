package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"math/big"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vishvananda/netlink"
)

// addresses are those of nodes and running pods, held on the loopback device of
// this network namespace; on a pod's ports a small server answers for it.
type addresses struct {
	link netlink.Link
	held map[string]*holder
}

type holder struct {
	owner   string
	address *netlink.Addr
	servers []*http.Server
	kubelet bool
}

func newAddresses() *addresses {
	link, err := netlink.LinkByName("lo")
	if err != nil {
		log.Fatalf("no loopback device: %v", err)
	}
	return &addresses{link: link, held: map[string]*holder{}}
}

// hold takes an address and answers on its ports. Without a container behind it
// the answer can only name the pod: it proves that the address is reachable.
func (a *addresses) hold(ip, owner string, ports []int32) {
	if known, ok := a.held[ip]; ok {
		if known.owner == owner {
			return
		}
		a.release(ip)
	}
	address, err := netlink.ParseAddr(ip + "/32")
	if err != nil {
		log.Printf("hold %s: %v", ip, err)
		return
	}
	if err := netlink.AddrReplace(a.link, address); err != nil {
		log.Printf("hold %s: %v", ip, err)
		return
	}
	holding := &holder{owner: owner, address: address}
	a.held[ip] = holding
	for _, port := range ports {
		listener, err := net.Listen("tcp4", net.JoinHostPort(ip, strconv.Itoa(int(port))))
		if err != nil {
			log.Printf("listen on %s:%d for %s: %v", ip, port, owner, err)
			continue
		}
		server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "%s %s\n", owner, ip)
		})}
		holding.servers = append(holding.servers, server)
		go server.Serve(listener)
	}
}

// kubelet lets a node's address answer as its kubelet would, for `logs` only.
func (a *addresses) kubelet(ip string, identity tls.Certificate) {
	holding, ok := a.held[ip]
	if !ok || holding.kubelet {
		return
	}
	listener, err := tls.Listen("tcp4", net.JoinHostPort(ip, "10250"), &tls.Config{Certificates: []tls.Certificate{identity}})
	if err != nil {
		log.Printf("kubelet at %s: %v", ip, err)
		return
	}
	server := &http.Server{Handler: http.HandlerFunc(containerLogs)}
	holding.kubelet, holding.servers = true, append(holding.servers, server)
	go server.Serve(listener)
}

// containerLogs answers /containerLogs/NAMESPACE/POD/CONTAINER. No container runs,
// so the log says only whose it is; with follow=true it stays open.
func containerLogs(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	if len(parts) != 4 || parts[0] != "containerLogs" {
		http.Error(w, "no such thing on this kubelet", http.StatusNotFound)
		return
	}
	fmt.Fprintf(w, "started %s/%s %s\n", parts[1], parts[2], parts[3])
	if r.URL.Query().Get("follow") != "true" {
		return
	}
	if flusher, ok := w.(http.Flusher); ok {
		flusher.Flush()
	}
	<-r.Context().Done()
}

// selfSigned makes the certificate that all kubelets here present.
func selfSigned() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 1, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

func (a *addresses) release(ip string) {
	holding, ok := a.held[ip]
	if !ok {
		return
	}
	for _, server := range holding.servers {
		server.Close()
	}
	if err := netlink.AddrDel(a.link, holding.address); err != nil {
		log.Printf("release %s: %v", ip, err)
	}
	delete(a.held, ip)
}
